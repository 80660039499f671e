package io.github.jdbctls.context;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.KeyAgreementConstraints;
import java.io.IOException;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * What one handshake offers, and what it comes to. To JSSE it is the constraints of the socket.
 *
 * <ol>
 *   <li>All that the JVM offers within the bounds; or, of versions and cipher suites or of the
 *       groups for the key agreement, what the server has agreed to before ({@link Agreement}).
 *   <li>What the JVM has disabled JSSE asks for besides.
 *   <li>Of the groups, one alone means that no other of the {@link #CLASSICAL} ones is offered. A
 *       further one, such as a hybrid one of a later JDK, is for the JVM to say.
 *   <li>The signature schemes stay as they are. JSSE asks of one of ECDSA by its name first and by
 *       its curve then, as it asks of a group.
 *   <li>The server has agreed to something when JSSE asks of its key, which it does in each
 *       handshake but a resumed one of TLS 1.2; the key's group is the one that was agreed to.
 * </ol>
 *
 * <p>For one handshake, in one thread.
 */
public final class ClientOffer implements KeyAgreementConstraints {
  private static final Set<String> CLASSICAL =
      Set.of(
          "x25519",
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

  private final Agreements memory;
  private final HostPort server;
  private final AlgorithmConstraints ofTheJvm;
  private final @Nullable Agreement alone;
  private final @Nullable String groupAlone;

  /** The scheme of ECDSA that JSSE has asked of, until it asks of its curve. */
  private String scheme = "";

  private boolean isAgreed;
  private Optional<String> group = Optional.empty();

  /**
   * For a handshake with this server.
   *
   * @param alone what to offer; null for all
   */
  ClientOffer(
      Agreements memory,
      HostPort server,
      AlgorithmConstraints ofTheJvm,
      @Nullable Agreement alone) {
    this.memory = memory;
    this.server = server;
    this.ofTheJvm = ofTheJvm;
    this.alone = alone;
    this.groupAlone = alone instanceof Agreement.Group agreed ? agreed.name() : null;
  }

  /** Writes it into the parameters of its socket. */
  void applyTo(SSLParameters parameters) {
    if (alone instanceof Agreement.Suite suite) {
      parameters.setProtocols(new String[] {TlsVersion.TLS_1_2.protocol()});
      parameters.setCipherSuites(new String[] {suite.name()});
    }
    parameters.setAlgorithmConstraints(this);
  }

  @Override
  public AlgorithmConstraints ofTheJvm() {
    return ofTheJvm;
  }

  /** The handshake has been confirmed: what it came to may be offered alone next time. */
  public void confirmed(String protocol, String cipherSuite) {
    memory.confirmed(server, protocol, cipherSuite, group);
  }

  /**
   * The handshake has failed: says whether it may have done so because not all was offered, so that
   * it is worth another one. Then this server is offered all for the next hour.
   *
   * <ol>
   *   <li>Not all was offered.
   *   <li>The server had not agreed yet.
   *   <li>TLS says so, by an alert as a rule: a server that is silent does not.
   * </ol>
   */
  public boolean mayHaveFailed(IOException failure) {
    boolean mayHave = alone != null && !isAgreed && failure instanceof SSLException;
    if (mayHave) {
      memory.refused(server);
    }
    return mayHave;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, @Nullable AlgorithmParameters parameters) {
    if (groupAlone == null) {
      return true;
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
    return isOfScheme || name.equals(groupAlone);
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    if (primitives.contains(CryptoPrimitive.KEY_AGREEMENT)) {
      isAgreed = true;
      group = group(key);
    }
    return true;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives,
      String name,
      Key key,
      @Nullable AlgorithmParameters parameters) {
    return true;
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
