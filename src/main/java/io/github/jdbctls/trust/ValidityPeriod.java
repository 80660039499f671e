package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether certificates are valid at a moment, both ends included; RFC 5280, section 4.1.2.5. */
final class ValidityPeriod {
  private ValidityPeriod() {}

  /** The first certificate of the path, the anchor included, that is not valid at the moment. */
  static Optional<Problem> refusal(List<X509Certificate> path, Instant moment) {
    for (X509Certificate certificate : path) {
      Instant from = certificate.getNotBefore().toInstant();
      Instant to = certificate.getNotAfter().toInstant();
      if (moment.isAfter(to)) {
        return Optional.of(
            Problem.of(
                TlsFailure.CERTIFICATE_EXPIRED,
                PrintableText.certificate(certificate) + " expired at " + to));
      }
      if (moment.isBefore(from)) {
        return Optional.of(
            Problem.of(
                TlsFailure.CERTIFICATE_NOT_YET_VALID,
                PrintableText.certificate(certificate)
                    + " is not valid before "
                    + from
                    + "; the clock says "
                    + moment));
      }
    }
    return Optional.empty();
  }
}
