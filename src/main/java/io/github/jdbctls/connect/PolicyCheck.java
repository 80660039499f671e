package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.TlsSettings;
import java.util.Optional;

/** Holds settings against the policy of this JVM. */
final class PolicyCheck {
  private static final String LEAST = ", the least that is allowed by ";

  private PolicyCheck() {}

  /**
   * Accepts or refuses the settings.
   *
   * <ol>
   *   <li>The mode is not weaker than the policy's.
   *   <li>The TLS versions that somebody named are not older than the policy's.
   *   <li>Key permissions are not relaxed where the policy enforces them.
   *   <li>Each source that the URL names is of a kind, and in a folder, that the policy allows.
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
              + policy.leastMode().parameterValue()
              + LEAST
              + policy.origin(),
          "Use sslmode=" + policy.leastMode().parameterValue() + " or a stronger mode");
    }
    ProtocolBounds bounds = settings.protocols();
    checkVersion(
        Parameter.SSL_MAX_PROTOCOL_VERSION, bounds.greatest(), bounds.greatestNamedBy(), policy);
    checkVersion(Parameter.SSL_MIN_PROTOCOL_VERSION, bounds.least(), bounds.leastNamedBy(), policy);
    if (!settings.enforcesKeyPermissions() && policy.enforcesKeyPermissions()) {
      Parameter parameter = Parameter.SSLKEYPERMISSIONS;
      throw forbidden(
          new Origin(Origin.Kind.PROPERTIES, parameter.key()).describe()
              + " relaxes the check of key files, which is enforced by "
              + policy.origin(),
          "Remove " + parameter.key() + " and close the key file to others");
    }
    UrlSourceCheck.check(settings, policy);
  }

  private static void checkVersion(
      Parameter parameter, TlsVersion version, Optional<Origin> namedBy, TlsPolicy policy)
      throws ProblemException {
    TlsVersion least = policy.leastProtocol();
    if (version.compareTo(least) < 0) {
      Origin origin = namedBy.orElse(new Origin(Origin.Kind.DEFAULT, parameter.key()));
      throw forbidden(
          parameter.key()
              + " "
              + version.protocol()
              + ", by "
              + origin.describe()
              + ", is older than "
              + least.protocol()
              + LEAST
              + policy.origin(),
          "Name no version older than " + least.protocol());
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

  /** The problem that the policy, which {@code found} names, forbids something. */
  static ProblemException forbidden(String found, String remedy) {
    return Problem.of(TlsFailure.FORBIDDEN_BY_POLICY, found)
        .withRemedy(remedy + ", or ask whoever owns the policy.")
        .exception();
  }
}
