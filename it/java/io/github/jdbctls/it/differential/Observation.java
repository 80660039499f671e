package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import java.util.Optional;

/**
 * What one client has made of a configuration.
 *
 * @param words what it says of a refusal
 * @param failure the driver's own reason
 */
record Observation(Outcome outcome, String words, Optional<TlsFailure> failure) {
  static Observation connected(boolean tls) {
    return new Observation(tls ? Outcome.TLS : Outcome.PLAIN, "", Optional.empty());
  }

  static Observation refused(String words) {
    return new Observation(Outcome.REFUSED, words.strip(), Optional.empty());
  }

  static Observation refused(TlsFailure failure, String words) {
    return new Observation(Outcome.REFUSED, words.strip(), Optional.of(failure));
  }

  @Override
  public String toString() {
    return outcome + failure.map(f -> " " + f.code() + " " + f).orElse("") + " " + words;
  }
}
