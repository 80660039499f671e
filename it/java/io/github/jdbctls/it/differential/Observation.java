package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import java.util.Optional;

/**
 * What one client has made of a configuration.
 *
 * @param words what it says of a refusal, or the server of the client
 * @param failure the driver's own reason
 */
record Observation(Outcome outcome, String words, Optional<TlsFailure> failure) {
  private static final String WITH_CERTIFICATE = "with the client's certificate";

  static Observation connected(boolean tls, boolean certificate) {
    return new Observation(
        tls ? Outcome.TLS : Outcome.PLAIN, certificate ? WITH_CERTIFICATE : "", Optional.empty());
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

  /** Whether it is connected, and the server knows another client than that of the other one. */
  boolean isOtherClientThan(Observation other) {
    return outcome == Outcome.TLS && !words.equals(other.words);
  }
}
