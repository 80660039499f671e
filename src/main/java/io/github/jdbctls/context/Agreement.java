package io.github.jdbctls.context;

import io.github.jdbctls.TlsVersion;
import java.util.Optional;

/** What a handshake came to, and the next one with the same server may offer alone. */
sealed interface Agreement {
  /** A group for the key agreement, in TLS 1.3. */
  record Group(String name) implements Agreement {}

  /** A cipher suite of TLS 1.2, and so that version. */
  record Suite(String name) implements Agreement {}

  /**
   * Finds what is worth to be offered alone.
   *
   * <ol>
   *   <li>In TLS 1.3 the group, if it is known. Versions and cipher suites stay: without those of
   *       TLS 1.2 there would be other signature schemes, and JSSE would not resume the session.
   *   <li>In TLS 1.2 the cipher suite, if it has forward secrecy and authenticated encryption.
   *       Groups stay: the curve of a certificate has to be offered.
   * </ol>
   */
  static Optional<Agreement> of(String protocol, String cipherSuite, Optional<String> group) {
    if (protocol.equals(TlsVersion.TLS_1_3.protocol())) {
      return group.map(Group::new);
    }
    boolean isAuthenticated =
        cipherSuite.contains("_GCM_") || cipherSuite.contains("_CHACHA20_POLY1305_");
    return cipherSuite.startsWith("TLS_ECDHE_") && isAuthenticated
        ? Optional.of(new Suite(cipherSuite))
        : Optional.empty();
  }
}
