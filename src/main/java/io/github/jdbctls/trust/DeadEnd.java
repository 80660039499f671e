package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * The longest path that was found where none leads to a trusted root, and what is missing.
 * Immutable.
 *
 * @param path leaf first, at least one
 * @param roots the root source
 */
record DeadEnd(List<X509Certificate> path, TrustMaterial roots) {

  Problem problem() {
    X509Certificate last = path.get(path.size() - 1);
    X500Principal issuer = last.getIssuerX500Principal();
    boolean selfIssued = last.getSubjectX500Principal().equals(issuer);
    String end =
        selfIssued
            ? PrintableText.certificate(last) + " is self-signed"
            : PrintableText.certificate(last) + " was issued by " + PrintableText.name(issuer);
    if (isOf(issuer, roots.rejected())) {
      return Problem.of(
              TlsFailure.UNTRUSTED_CHAIN,
              end
                  + ", and "
                  + PrintableText.of(roots.source())
                  + " holds that one with trust settings that reject it for servers")
          .withRemedy(
              "If it may be trusted for servers, clear its settings: openssl x509 -clrtrust.");
    }
    Problem problem =
        Problem.of(TlsFailure.UNTRUSTED_CHAIN, end + ", and " + missing(last, issuer, selfIssued));
    return problem.withRemedy(
        "Put the self-signed root that the chain ends in into sslrootcert, or have the server send"
            + " the intermediates that are missing.");
  }

  private String missing(X509Certificate last, X500Principal issuer, boolean selfIssued) {
    String source = PrintableText.of(roots.source());
    if (isOf(issuer, roots.anchors())) {
      return source + " holds a certificate of the same subject, but with another key";
    }
    if (!selfIssued && roots.others().contains(last)) {
      return source
          + " holds it, but not its issuer: only self-signed certificates are trusted, others"
          + " merely help to build the chain";
    }
    if (roots.anchors().isEmpty()) {
      return source + " holds no self-signed certificate, so that nothing in it is trusted";
    }
    return selfIssued
        ? source + " does not hold it"
        : "neither " + source + " nor the server's message holds a certificate of that issuer";
  }

  private static boolean isOf(X500Principal subject, Collection<X509Certificate> certificates) {
    return certificates.stream().anyMatch(c -> c.getSubjectX500Principal().equals(subject));
  }
}
