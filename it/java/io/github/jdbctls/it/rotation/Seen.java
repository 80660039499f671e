package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsInfo;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The certificates on both sides of a connection, by their subjects, which are unique in a test.
 *
 * @param server the server's
 * @param anchor the root that it was verified with
 * @param client ours
 */
record Seen(String server, String anchor, String client) {
  static Seen of(TlsInfo info) {
    return new Seen(
        subject(Optional.of(info.peerChain().get(0))),
        subject(info.trustAnchor()),
        subject(info.clientCertificate()));
  }

  private static String subject(Optional<X509Certificate> certificate) {
    return certificate.map(Seen::subject).orElse("none");
  }

  static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
