package io.github.jdbctls.it.rotation;

import io.github.jdbctls.it.rotation.FileSet.Interlude;
import io.github.jdbctls.pki.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The last moment of a certificate, or of lists. Immutable. */
record Expiry(Instant until) {
  private static final int DECIDED = 3;

  static Expiry of(TestCertificate certificate) {
    return new Expiry(certificate.certificate().getNotAfter().toInstant());
  }

  /** So many seconds from now, or a little less: certificates and lists know no parts of them. */
  static Expiry inSeconds(int seconds) {
    return new Expiry(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds));
  }

  /** In {@link System#nanoTime}; both clocks are read at one moment, whatever else runs. */
  private long moment() {
    while (true) {
      long before = System.nanoTime();
      Instant now = Instant.now();
      if (System.nanoTime() - before < Torn.SLACK / 10) {
        return before + Duration.between(now, until).toNanos();
      }
    }
  }

  /** Whether the attempt may have come before it. */
  boolean mayBeAhead(Attempt attempt) {
    return attempt.beganBefore(moment() + Torn.SLACK);
  }

  /** Whether the attempt may have come after it. */
  boolean mayBePast(Attempt attempt) {
    return !attempt.endedBefore(moment() - Torn.SLACK);
  }

  /** Lets it pass, and has clients seen after it. */
  Interlude passes(Timeline timeline) {
    return () -> {
      long wait = moment() + 2 * Torn.SLACK - System.nanoTime();
      Thread.sleep(Math.max(0, Duration.ofNanos(wait).toMillis()));
      timeline.change("time passes", () -> {}, timeline.world());
      timeline.awaitDecided(DECIDED);
    };
  }
}
