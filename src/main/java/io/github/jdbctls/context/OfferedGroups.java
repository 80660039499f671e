package io.github.jdbctls.context;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.HandshakeConstraints;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.XECKey;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups that one handshake offers for its key agreement (RFC 8446, section 4.2.7), and the one
 * that it comes to. To JSSE it is the constraints of the socket.
 *
 * <ol>
 *   <li>All that the JVM offers; or alone the one that the server has agreed to before. What the
 *       JVM has disabled JSSE asks for besides.
 *   <li>One alone means that no other of the {@link #CLASSICAL} ones is offered. A further one,
 *       such as a hybrid one of a later JDK, is for the JVM to say.
 *   <li>With one alone no cipher suite of TLS 1.2 is offered but those of ECDHE (RFC 8422): a
 *       server that has not got the group would go on with one that needs none, and has no forward
 *       secrecy. It has to refuse, and is offered all.
 *   <li>The signature schemes stay as they are, and a key has to be as strong as in any handshake
 *       ({@link HandshakeStrength}). JSSE asks of a scheme of ECDSA by its name first and by its
 *       curve then, as it asks of a group.
 *   <li>The server has chosen when JSSE asks of the key that it sent for the agreement, which is of
 *       the group that was agreed to.
 * </ol>
 *
 * <p>For one handshake with a server whose chain is verified, in one thread.
 */
public final class OfferedGroups implements HandshakeConstraints {
  /** The group whose key pairs are the cheapest; every server of TLS 1.3 should have it. */
  private static final String CHEAPEST = "x25519";

  private static final Set<String> CLASSICAL =
      Set.of(
          CHEAPEST,
          "x448",
          "secp256r1",
          "secp384r1",
          "secp521r1",
          "ffdhe2048",
          "ffdhe3072",
          "ffdhe4096",
          "ffdhe6144",
          "ffdhe8192");

  private static final String ECDSA = "ecdsa_";

  /** In the name of each cipher suite of TLS 1.2, and in none of TLS 1.3. */
  private static final String SUITE_OF_TLS_1_2 = "_WITH_";

  private static final String ECDHE = "TLS_ECDHE_";

  private final AgreedGroups memory;
  private final HostPort server;
  private final AlgorithmConstraints ofTheJvm;
  private final @Nullable String alone;

  /** The scheme of ECDSA that JSSE has asked of, until it asks of its curve. */
  private String scheme = "";

  private boolean offersCheapest;
  private boolean isChosen;
  private Optional<String> agreed = Optional.empty();

  /**
   * For a handshake with this server.
   *
   * @param alone the one group to offer; null for all
   */
  OfferedGroups(
      AgreedGroups memory, HostPort server, AlgorithmConstraints ofTheJvm, @Nullable String alone) {
    this.memory = memory;
    this.server = server;
    this.ofTheJvm = ofTheJvm;
    this.alone = alone;
  }

  @Override
  public AlgorithmConstraints ofTheJvm() {
    return ofTheJvm;
  }

  /**
   * The handshake has been confirmed. If it offered all, what may be offered alone next time is
   * remembered:
   *
   * <ol>
   *   <li>In TLS 1.3 the group that was agreed to.
   *   <li>In TLS 1.2, where a session was resumed whose cipher suite may then still be offered, the
   *       cheapest one, if the JVM has it: the next handshake will need none either, and TLS 1.3
   *       stays on offer.
   *   <li>In a full handshake of TLS 1.2 none, as the curve of a certificate has to be offered.
   * </ol>
   */
  public void confirmed(String protocol, String cipherSuite, boolean resumed) {
    if (alone == null) {
      next(protocol, cipherSuite, resumed).ifPresent(group -> memory.agreed(server, group));
    }
  }

  private Optional<String> next(String protocol, String cipherSuite, boolean resumed) {
    if (protocol.equals(TlsVersion.TLS_1_3.protocol())) {
      return agreed;
    }
    return resumed && offersCheapest && cipherSuite.startsWith(ECDHE)
        ? Optional.of(CHEAPEST)
        : Optional.empty();
  }

  /**
   * The handshake has failed: returns whether one that offers all may succeed, as the server had
   * not chosen yet where one group was offered alone. In TLS 1.2 it may have sent another
   * certificate for that reason, which we refuse. If so it is offered all for the next hour.
   */
  public boolean failed() {
    boolean mayBeRefused = alone != null && !isChosen;
    if (mayBeRefused) {
      memory.refused(server);
    }
    return mayBeRefused;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, @Nullable AlgorithmParameters parameters) {
    if (alone == null) {
      offersCheapest |= name.equals(CHEAPEST);
      return true;
    }
    if (name.contains(SUITE_OF_TLS_1_2)) {
      return name.startsWith(ECDHE);
    }
    if (primitives.contains(CryptoPrimitive.SIGNATURE)) {
      scheme = name.startsWith(ECDSA) ? name : scheme;
      return true;
    }
    if (parameters != null || !CLASSICAL.contains(name)) {
      return true;
    }
    boolean isOfScheme = scheme.startsWith(ECDSA + name);
    scheme = "";
    return isOfScheme || name.equals(alone);
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    if (primitives.contains(CryptoPrimitive.KEY_AGREEMENT)) {
      isChosen = true;
      agreed = group(key);
    }
    return HandshakeStrength.permits(key);
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives,
      String name,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return HandshakeStrength.permits(key);
  }

  /** The group of a key, if it is one that can be offered alone. */
  private static Optional<String> group(Key key) {
    if (key instanceof XECKey x && x.getParams() instanceof NamedParameterSpec named) {
      String name = named.getName().toLowerCase(Locale.ROOT);
      return CLASSICAL.contains(name) ? Optional.of(name) : Optional.empty();
    }
    if (key instanceof ECKey ec) {
      // TLS 1.3 has one group for each of these sizes.
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> Optional.of("secp256r1");
        case 384 -> Optional.of("secp384r1");
        case 521 -> Optional.of("secp521r1");
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }
}
