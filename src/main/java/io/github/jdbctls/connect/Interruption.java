package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.Attempt;
import io.github.jdbctls.failure.Problem;

/**
 * What is said of a connection that ended before the server had let us in, without an alert.
 *
 * <ol>
 *   <li>If the server had not asked for a certificate: that it ended, and nothing else.
 *   <li>If it had: also what it asked for and was given. A server may end the connection instead of
 *       sending an alert, and a reset or something between the two can lose the alert, so that
 *       nothing tells a refused certificate from a network that broke.
 *   <li>Either way it remains a failure that may go away by itself: many servers ask everybody, and
 *       take whom they get.
 * </ol>
 */
final class Interruption {
  private static final String REMEDY =
      "Try again. If it does not help, look at the server's log: it may have refused the client"
          + " certificate, or require one (sslcert, sslkey).";

  private Interruption() {}

  static Problem of(Attempt attempt, String found) {
    Problem plain = Problem.of(TlsFailure.HANDSHAKE_INTERRUPTED, found);
    return attempt
        .certificateRequest()
        .map(asked -> Problem.of(plain.failure(), found + "; " + asked).withRemedy(REMEDY))
        .orElse(plain);
  }
}
