package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What libpq and the driver have made of the same configuration.
 *
 * @param rewritten what libpq was told in its own words before it said this; mostly nothing
 * @param libpq what it has made of that
 * @param required what libpq makes of it over TLS only, where it has ended in plain text
 * @param olderLibrary what Debian's libpq makes of it, where that of OpenSSL 1.1 refuses a chain
 *     that OpenSSL 3 accepts
 */
record Comparison(
    Configuration configuration,
    Psql.Version version,
    List<Rewording> rewritten,
    Observation libpq,
    Optional<Observation> required,
    Optional<Observation> olderLibrary,
    Observation ours) {

  /** How the two compare. */
  enum Verdict {
    EQUAL,
    /** Equal once libpq was asked in its own words. */
    REWORDED,
    STRICTER,
    /** The newest libpq refuses by its older OpenSSL, and Debian's connects as the driver does. */
    OLDER_LIBRARY,
    LAXER,
    /** The server has the certificate of one of the two only. */
    OTHER_CLIENT,
    UNEXPLAINED;

    boolean isFailure() {
      return this == LAXER || this == OTHER_CLIENT || this == UNEXPLAINED;
    }
  }

  Verdict verdict() {
    int difference = ours.outcome().compareTo(libpq.outcome());
    if (difference == 0 && ours.isOtherClientThan(libpq)) {
      return Verdict.OTHER_CLIENT;
    }
    if (difference == 0) {
      return rewritten.isEmpty() ? Verdict.EQUAL : Verdict.REWORDED;
    }
    if (difference > 0) {
      return olderLibrary.isPresent() ? Verdict.OLDER_LIBRARY : Verdict.LAXER;
    }
    return deviation().isPresent() ? Verdict.STRICTER : Verdict.UNEXPLAINED;
  }

  /** The first deviation that explains why the driver is stricter. */
  Optional<Deviation> deviation() {
    return Deviation.explaining(this);
  }

  /** What explains the difference, in words. */
  String explanation() {
    return switch (verdict()) {
      case REWORDED -> rewritten.stream().map(Rewording::meaning).collect(Collectors.joining("; "));
      case OLDER_LIBRARY -> "OpenSSL 1.1 refuses the chain, OpenSSL 3 does not";
      default -> deviation().map(Deviation::meaning).orElse("nothing");
    };
  }

  ServerSetup server() {
    return configuration.server();
  }

  ClientSetup client() {
    return configuration.client();
  }

  boolean failsBy(TlsFailure failure) {
    return ours.failure().filter(f -> f == failure).isPresent();
  }

  /** Whether the driver fails by what a file holds, or by its absence. */
  boolean failsByFile() {
    return ours.failure().filter(f -> f.code().startsWith("JTLS-2")).isPresent();
  }

  /** Whether the driver fails by the handshake or by the server's certificate. */
  boolean failsByTls() {
    return ours.failure().filter(f -> f.code().matches("JTLS-[34].*")).isPresent();
  }

  /** Whether libpq is in plain text, though its TLS fails as well. */
  boolean libpqFallsBack() {
    return required.filter(r -> r.outcome() == Outcome.REFUSED).isPresent();
  }

  /** Everything about it. */
  String describe() {
    return "%s %s%n  libpq %s: %s%n  ours: %s"
        .formatted(
            verdict(),
            configuration.describe()
                + (rewritten.isEmpty()
                    ? ""
                    : "\n  rewritten for libpq: "
                        + rewritten.stream().map(Rewording::meaning).toList()),
            version,
            libpq.toString().replace("\n", "\n    "),
            ours.toString().replace("\n", "\n    "));
  }
}
