package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the issuers of a path allow below them: RFC 5280, section 6.1.4, for the anchor too.
 *
 * <ol>
 *   <li>Path length: the certificates between an issuer and the leaf, those not counted that are
 *       self-issued, are no more than the issuer's path length.
 *   <li>Names: every issuer's name constraints accept all names below it, those of self-issued
 *       certificates excepted, unless one is the leaf.
 * </ol>
 */
final class PathConstraints {
  private PathConstraints() {}

  /** The first violation; leaf first, anchor last. */
  static Optional<Problem> refusal(List<CertificateContents> path) {
    int between = 0;
    for (int i = 1; i < path.size(); i++) {
      CertificateContents issuer = path.get(i);
      int allowed = pathLength(issuer);
      if (between > allowed) {
        return violated(
            PrintableText.certificate(issuer.certificate())
                + " allows "
                + allowed
                + " intermediates below it, and there are "
                + between);
      }
      Optional<Problem> name = nameRefusal(issuer, path.subList(0, i));
      if (name.isPresent()) {
        return name;
      }
      between += issuer.isSelfIssued() ? 0 : 1;
    }
    return Optional.empty();
  }

  private static int pathLength(CertificateContents issuer) {
    Optional<CertificateContents.BasicConstraints> constraints = issuer.basicConstraints();
    return constraints.isPresent()
        ? constraints.get().pathLength().orElse(Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }

  private static Optional<Problem> nameRefusal(
      CertificateContents issuer, List<CertificateContents> below) {
    if (issuer.nameConstraints().isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < below.size(); i++) {
      CertificateContents certificate = below.get(i);
      if (i > 0 && certificate.isSelfIssued()) {
        continue;
      }
      Optional<String> reason = issuer.nameConstraints().get().refusal(certificate, i == 0);
      if (reason.isPresent()) {
        return violated(
            PrintableText.certificate(issuer.certificate())
                + " has name constraints "
                + reason.get()
                + ", a name of "
                + PrintableText.certificate(certificate.certificate()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> violated(String found) {
    return Optional.of(Problem.of(TlsFailure.CONSTRAINT_VIOLATED, found));
  }
}
