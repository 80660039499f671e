package io.github.jdbctls.context;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An {@code SSLContext} and what it was made of. Immutable but for JSSE's own session cache. */
public final class TlsContext {
  /**
   * What it was made of.
   *
   * @param slot is held, so that it is kept as long as anybody uses a context of it
   * @param since it was made then
   * @param until as {@link IdentitySet#validUntil}
   */
  record Made(
      ContextSlot slot,
      Generation<TrustSet> trust,
      Generation<IdentitySet> identity,
      Instant since,
      Instant until) {
    /** Whether its TLS sessions may be continued, also by a clock that was set back. */
    boolean lasts(Instant moment) {
      return !moment.isBefore(since) && !moment.isAfter(until);
    }

    List<String> warnings() {
      Optional<TrustMaterial> roots = trust.material().roots();
      return roots.isPresent() ? roots.get().warnings() : List.of();
    }
  }

  /**
   * The parameters for a host, which nobody changes any more: a socket takes copies.
   *
   * @param applicationProtocol that is offered
   */
  private record Layering(
      String host, Optional<String> applicationProtocol, SSLParameters parameters) {
    boolean isFor(String otherHost, Optional<String> otherProtocol) {
      return host.equals(otherHost) && applicationProtocol.equals(otherProtocol);
    }
  }

  private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

  private final SSLContext sslContext;
  private final ServerTrustManager trustManager;
  private final ClientKeyManager keyManager;
  private final ProtocolBounds protocols;
  private final boolean sendServerName;
  private final JvmProtocols jvmProtocols;
  private final AgreedGroups agreedGroups;
  private final @Nullable Made made;
  private final List<String> warnings;

  /** Of the last connect, which is like the next one as a rule. */
  private volatile @Nullable Layering latest;

  TlsContext(
      SSLContext sslContext,
      ServerTrustManager trustManager,
      ClientKeyManager keyManager,
      ProtocolBounds protocols,
      boolean sendServerName) {
    this(
        sslContext,
        trustManager,
        keyManager,
        protocols,
        sendServerName,
        AgreedGroups.of(sslContext, trustManager.verification()),
        null);
  }

  TlsContext(
      SSLContext sslContext,
      ServerTrustManager trustManager,
      ClientKeyManager keyManager,
      ProtocolBounds protocols,
      boolean sendServerName,
      AgreedGroups agreedGroups,
      @Nullable Made made) {
    this.sslContext = sslContext;
    this.trustManager = trustManager;
    this.keyManager = keyManager;
    this.protocols = protocols;
    this.sendServerName = sendServerName;
    this.jvmProtocols = JvmProtocols.of(sslContext);
    this.agreedGroups = agreedGroups;
    List<String> said = new ArrayList<>(made == null ? List.of() : made.warnings());
    said.addAll(keyManager.warnings());
    this.warnings = List.copyOf(said);
    this.made = made;
  }

  /** What it was made of; null for one that a test has made. */
  @Nullable Made made() {
    return made;
  }

  /** Returns the TLS versions that may be negotiated. */
  public ProtocolBounds protocols() {
    return protocols;
  }

  /** Returns what decides about the server, in and after the handshake. */
  public ServerTrustManager trustManager() {
    return trustManager;
  }

  /**
   * Returns what the server asked of a client certificate on a socket of {@link #layer}, in words.
   */
  public Optional<String> certificateRequest(SSLSocket socket) {
    return keyManager.request(socket);
  }

  /** Returns the TLS versions that the JVM enables. */
  JvmProtocols jvmProtocols() {
    return jvmProtocols;
  }

  /** Returns sentences for the log, about what was let pass when the files were read. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Returns the groups to offer to this server for the key agreement; empty for those of the JVM.
   * Only for a handshake that can be begun anew: see {@link OfferedGroups#failed}.
   */
  public Optional<OfferedGroups> groups(HostPort server) {
    return protocols.contain(TlsVersion.TLS_1_3.protocol())
        ? agreedGroups.offer(server)
        : Optional.empty();
  }

  /** Layers TLS on a connected socket, and offers all groups of the JVM. */
  public SSLSocket layer(Socket wire, HostPort server, Optional<String> applicationProtocol)
      throws IOException {
    return layer(wire, server, applicationProtocol, Optional.empty());
  }

  /**
   * Layers TLS on a connected socket, for a server that must be who it is named; the handshake is
   * not begun.
   *
   * <ol>
   *   <li>The peer host of the session, by which the trust manager verifies, is the server's host.
   *   <li>Of the protocols that the JVM enables, those within the bounds.
   *   <li>With name verification an endpoint identification algorithm is set, so that JSSE does not
   *       resume a session that was made without it.
   *   <li>The server name is sent where libpq sends it: for any host but IPv6 and what consists of
   *       digits and dots only; without a trailing dot.
   *   <li>The application protocol is offered, if there is one.
   *   <li>What the handshake rests on is strong enough ({@link HandshakeStrength}).
   *   <li>The groups for the key agreement are those that are given, if they are.
   * </ol>
   *
   * <p>Cipher suites, and versions that all lie within the bounds, are not named to JSSE, which
   * leaves them as they are: named, they would be copied and gone through for each socket.
   *
   * @param applicationProtocol the name of the server's protocol (ALPN), if it has one
   * @param groups of {@link #groups}; empty for those of the JVM
   */
  public SSLSocket layer(
      Socket wire,
      HostPort server,
      Optional<String> applicationProtocol,
      Optional<OfferedGroups> groups)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            sslContext.getSocketFactory().createSocket(wire, server.host(), server.port(), true);
    socket.setUseClientMode(true);
    Layering layering = latest;
    if (layering == null || !layering.isFor(server.host(), applicationProtocol)) {
      layering = layering(socket, server.host(), applicationProtocol);
      latest = layering;
    }
    SSLParameters shared = layering.parameters();
    socket.setSSLParameters(groups.isPresent() ? offering(groups.get(), shared) : shared);
    return socket;
  }

  private Layering layering(SSLSocket socket, String host, Optional<String> applicationProtocol) {
    SSLParameters parameters = socket.getSSLParameters();
    String[] enabled = parameters.getProtocols();
    String[] within = within(enabled);
    parameters.setProtocols(within.length < enabled.length ? within : null);
    parameters.setCipherSuites(null);
    parameters.setAlgorithmConstraints(new HandshakeStrength(parameters.getAlgorithmConstraints()));
    if (trustManager.verification() == Verification.CHAIN_AND_NAME) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setServerNames(
        sendServerName && isName(host)
            ? List.of(new RawServerName(withoutTrailingDot(host)))
            : List.of());
    parameters.setApplicationProtocols(
        applicationProtocol.isPresent() ? new String[] {applicationProtocol.get()} : new String[0]);
    return new Layering(host, applicationProtocol, parameters);
  }

  /** A copy, as the groups are those of one handshake. */
  private static SSLParameters offering(OfferedGroups groups, SSLParameters shared) {
    SSLParameters own = new SSLParameters();
    own.setProtocols(shared.getProtocols());
    own.setEndpointIdentificationAlgorithm(shared.getEndpointIdentificationAlgorithm());
    own.setServerNames(shared.getServerNames());
    own.setApplicationProtocols(shared.getApplicationProtocols());
    own.setUseCipherSuitesOrder(shared.getUseCipherSuitesOrder());
    own.setEnableRetransmissions(shared.getEnableRetransmissions());
    own.setMaximumPacketSize(shared.getMaximumPacketSize());
    own.setAlgorithmConstraints(groups);
    return own;
  }

  private String[] within(String[] enabled) {
    List<String> within = new ArrayList<>();
    for (String protocol : enabled) {
      if (protocols.contain(protocol)) {
        within.add(protocol);
      }
    }
    return within.toArray(new String[0]);
  }

  private static boolean isName(String host) {
    return host.indexOf(':') < 0 && !DIGITS.matcher(host).matches();
  }

  private static String withoutTrailingDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
