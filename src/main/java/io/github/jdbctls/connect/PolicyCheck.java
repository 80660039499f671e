package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.TlsSettings;

/** Holds settings against the policy of this JVM. */
final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * Accepts or refuses the settings.
   *
   * <ol>
   *   <li>The mode is not weaker than the policy's.
   *   <li>The oldest TLS version is not older than the policy's.
   * </ol>
   *
   * @throws ProblemException with {@link TlsFailure#FORBIDDEN_BY_POLICY}, naming both origins
   */
  static void check(TlsSettings settings, TlsPolicy policy) throws ProblemException {
    Setting<SslMode> mode = settings.mode();
    if (mode.value().isWeakerThan(policy.leastMode())) {
      throw forbidden(
          "sslmode "
              + mode.value().parameterValue()
              + ", by "
              + mode.origin().describe()
              + ", is weaker than "
              + policy.leastMode().parameterValue(),
          policy,
          "Use sslmode=" + policy.leastMode().parameterValue() + " or a stronger mode");
    }
    if (settings.protocols().least().compareTo(policy.leastProtocol()) < 0) {
      throw forbidden(
          "the oldest TLS version, "
              + settings.protocols().least().protocol()
              + ", is older than "
              + policy.leastProtocol().protocol(),
          policy,
          "Allow no version older than " + policy.leastProtocol().protocol());
    }
  }

  /** Names the policy in a failure that it may have brought about. */
  static Problem naming(TlsPolicy policy, Problem problem) {
    boolean raised = policy.leastProtocol().compareTo(ProtocolBounds.DEFAULT.least()) > 0;
    if (!raised || problem.failure() != TlsFailure.PROTOCOL_VERSION) {
      return problem;
    }
    String least = policy.leastProtocol().protocol();
    return new Problem(
        problem.failure(),
        problem.found() + "; versions older than " + least + " are forbidden by " + policy.origin(),
        "Enable " + least + " at the server, or ask whoever owns the policy.",
        problem.cause());
  }

  private static ProblemException forbidden(String found, TlsPolicy policy, String remedy) {
    return Problem.of(
            TlsFailure.FORBIDDEN_BY_POLICY,
            found + ", the least that is allowed by " + policy.origin())
        .withRemedy(remedy + ", or ask whoever owns the policy.")
        .exception();
  }
}
