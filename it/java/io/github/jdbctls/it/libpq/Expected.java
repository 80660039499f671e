package io.github.jdbctls.it.libpq;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;

/**
 * How a connect must end. Immutable.
 *
 * @param failure of an exception of ours
 * @param sqlState of the driver's own exception, which the server's refusal is
 * @param texts that the message contains
 */
record Expected(
    Outcome outcome, Optional<TlsFailure> failure, Optional<String> sqlState, List<String> texts) {

  Expected {
    texts = List.copyOf(texts);
  }

  /** With a connection. */
  static Expected connection(Outcome outcome) {
    return new Expected(outcome, Optional.empty(), Optional.empty(), List.of());
  }

  /** With an exception of ours. */
  static Expected refusal(TlsFailure failure, String... texts) {
    return new Expected(Outcome.REFUSED, Optional.of(failure), Optional.empty(), List.of(texts));
  }

  /** With the driver's own exception. */
  static Expected driversRefusal(String sqlState, String... texts) {
    return new Expected(Outcome.REFUSED, Optional.empty(), Optional.of(sqlState), List.of(texts));
  }
}
