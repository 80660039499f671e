package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The moments at which all certificates of a path are valid, both ends included; RFC 5280, section
 * 4.1.2.5. Immutable.
 *
 * @param path the anchor included
 * @param from the latest of the moments from which they are
 * @param to the earliest of the moments until which they are
 */
record ValidityPeriod(List<X509Certificate> path, Instant from, Instant to) {
  /** Reads the dates of a path once: certificates make them anew each time. */
  static ValidityPeriod of(List<X509Certificate> path) {
    Instant from = Instant.MIN;
    Instant to = Instant.MAX;
    for (X509Certificate certificate : path) {
      Instant notBefore = certificate.getNotBefore().toInstant();
      Instant notAfter = certificate.getNotAfter().toInstant();
      from = notBefore.isAfter(from) ? notBefore : from;
      to = notAfter.isBefore(to) ? notAfter : to;
    }
    return new ValidityPeriod(List.copyOf(path), from, to);
  }

  /** The first certificate of the path that is not valid at the moment. */
  Optional<Problem> refusal(Instant moment) {
    return moment.isBefore(from) || moment.isAfter(to) ? refusalOfFirst(moment) : Optional.empty();
  }

  private Optional<Problem> refusalOfFirst(Instant moment) {
    for (X509Certificate certificate : path) {
      Instant notBefore = certificate.getNotBefore().toInstant();
      Instant notAfter = certificate.getNotAfter().toInstant();
      if (moment.isAfter(notAfter)) {
        return Optional.of(
            Problem.of(
                TlsFailure.CERTIFICATE_EXPIRED,
                PrintableText.certificate(certificate) + " expired at " + notAfter));
      }
      if (moment.isBefore(notBefore)) {
        return Optional.of(
            Problem.of(
                TlsFailure.CERTIFICATE_NOT_YET_VALID,
                PrintableText.certificate(certificate)
                    + " is not valid before "
                    + notBefore
                    + "; the clock says "
                    + moment));
      }
    }
    return Optional.empty();
  }
}
