package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.cert.X509Certificate;
import java.util.List;

/** The answer of a verification: accepted with the path, or refused with the reason. Immutable. */
public sealed interface Verdict {

  /**
   * The server has proven what was asked for.
   *
   * @param path leaf first, trust anchor last; without verification the certificates as the server
   *     sent them
   */
  record Accepted(List<X509Certificate> path) implements Verdict {
    /** Copies the path. */
    public Accepted {
      path = List.copyOf(path);
    }
  }

  /**
   * The server has not proven it.
   *
   * @param problem the reason
   */
  record Refused(Problem problem) implements Verdict {}

  /** A refusal with the failure's own remedy. */
  static Refused refused(TlsFailure failure, String found) {
    return new Refused(Problem.of(failure, found));
  }
}
