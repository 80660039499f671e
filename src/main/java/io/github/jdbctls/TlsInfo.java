package io.github.jdbctls;

import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.connect.OpenConnections;
import io.github.jdbctls.settings.Setting;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What protects a connection. Immutable.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite by its standard name, such as {@code TLS_AES_256_GCM_SHA384}
 * @param peerChain the certificates that the server sent, its own first
 * @param verifiedName the host that the server has proven to be; empty if the mode does not verify
 *     names
 * @param trustAnchor the root in which the verified chain ends; empty if the mode does not verify
 *     chains
 * @param clientCertificate ours, if the server asked for one and it was sent
 * @param resumed whether an earlier, verified TLS session was continued
 * @param mode that was demanded
 * @param modeOrigin where the mode was written, in words
 */
public record TlsInfo(
    String protocol,
    String cipherSuite,
    List<X509Certificate> peerChain,
    Optional<String> verifiedName,
    Optional<X509Certificate> trustAnchor,
    Optional<X509Certificate> clientCertificate,
    boolean resumed,
    SslMode mode,
    String modeOrigin) {

  /** Keeps an unmodifiable copy of the chain. */
  public TlsInfo {
    peerChain = List.copyOf(peerChain);
  }

  /**
   * Says what protects a connection, which may be a pool's proxy. Thread-safe; asks the server
   * nothing, but a driver that goes about several hosts may look for one that is there.
   *
   * @return empty for a connection in plain text, and for one that was not opened through {@code
   *     jdbc:tls:}
   * @throws SQLException if a proxy cannot be unwrapped, as when it is closed
   */
  public static Optional<TlsInfo> of(Connection connection) throws SQLException {
    return OpenConnections.shared()
        .find(connection)
        .flatMap(proven -> proven.handshake().map(handshake -> of(handshake, proven.mode())));
  }

  private static TlsInfo of(Handshake handshake, Setting<SslMode> mode) {
    return new TlsInfo(
        handshake.protocol(),
        handshake.cipherSuite(),
        handshake.peerChain(),
        handshake.verified().verifiedName(),
        handshake.verified().trustAnchor(),
        handshake.clientCertificate(),
        handshake.resumed(),
        mode.value(),
        mode.origin().describe());
  }

  /** One line for a log. */
  @Override
  public String toString() {
    return protocol
        + " "
        + cipherSuite
        + verifiedName.map(name -> ", verified as " + name).orElse("")
        + trustAnchor
            .map(root -> ", trusted by " + root.getSubjectX500Principal().getName())
            .orElse(", not verified")
        + clientCertificate
            .map(c -> ", as " + c.getSubjectX500Principal().getName())
            .orElse(", without client certificate")
        + (resumed ? ", resumed" : "")
        + ", sslmode="
        + mode.parameterValue()
        + " ("
        + modeOrigin
        + ")";
  }
}
