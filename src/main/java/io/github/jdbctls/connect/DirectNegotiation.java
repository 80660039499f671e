package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.SslNegotiation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Names {@code sslnegotiation=direct} in a failure that it may have brought about: a server which
 * does not know it takes the handshake for a message that makes no sense, and closes the
 * connection, resets it, answers in clear text, or waits for more.
 */
final class DirectNegotiation {
  private static final Set<TlsFailure> LIKELY =
      EnumSet.of(
          TlsFailure.HANDSHAKE_FAILED,
          TlsFailure.HANDSHAKE_INTERRUPTED,
          TlsFailure.UNENCRYPTED_DATA,
          TlsFailure.TIMEOUT);

  private DirectNegotiation() {}

  static Problem naming(SslNegotiation negotiation, Problem problem) {
    if (negotiation != SslNegotiation.DIRECT || !LIKELY.contains(problem.failure())) {
      return problem;
    }
    return new Problem(
        problem.failure(),
        problem.found() + "; TLS was begun without asking (sslnegotiation=direct)",
        problem.remedy()
            + " If the server does not know direct TLS (PostgreSQL does from version 17, with"
            + " ssl=on), use sslnegotiation=postgres.",
        problem.cause());
  }
}
