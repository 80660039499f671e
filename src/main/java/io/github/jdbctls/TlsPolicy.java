package io.github.jdbctls;

import io.github.jdbctls.failure.ProblemException;
import java.util.Objects;

/**
 * What no URL, property or environment variable can undercut in this JVM.
 *
 * <p>It is set once: by {@link #install}, or by the file that the system property {@code
 * jdbctls.policy} names, which is read when the policy is first needed. The file is in the format
 * of {@link java.util.Properties} in UTF-8, with one or more of the keys:
 *
 * <ul>
 *   <li>{@code least-mode}: a value of {@code sslmode},
 *   <li>{@code least-protocol}: {@code TLSv1}, {@code TLSv1.1}, {@code TLSv1.2} or {@code TLSv1.3},
 *   <li>{@code environment}: {@code read} (default) or {@code ignore}.
 * </ul>
 *
 * <p>A file that cannot be read, or has another key or value, lets no connection be made until the
 * JVM has ended. Immutable and thread-safe.
 */
public final class TlsPolicy {
  /** The system property that names the file. */
  static final String FILE_PROPERTY = "jdbctls.policy";

  private static final TlsPolicy UNRESTRICTED =
      new TlsPolicy(SslMode.DISABLE, TlsVersion.TLS_1_0, true, "no policy");
  private static final PolicyInForce IN_FORCE =
      new PolicyInForce(() -> System.getProperty(FILE_PROPERTY));

  private final SslMode leastMode;
  private final TlsVersion leastProtocol;
  private final boolean readsEnvironment;
  private final String origin;

  private TlsPolicy(
      SslMode leastMode, TlsVersion leastProtocol, boolean readsEnvironment, String origin) {
    this.leastMode = leastMode;
    this.leastProtocol = leastProtocol;
    this.readsEnvironment = readsEnvironment;
    this.origin = origin;
  }

  /** Returns the policy that forbids nothing. */
  public static TlsPolicy unrestricted() {
    return UNRESTRICTED;
  }

  /** Returns this policy with the weakest mode that it allows. */
  public TlsPolicy withLeastMode(SslMode mode) {
    return new TlsPolicy(
        Objects.requireNonNull(mode, "mode"), leastProtocol, readsEnvironment, origin);
  }

  /** Returns this policy with the oldest TLS version that it allows. */
  public TlsPolicy withLeastProtocol(TlsVersion version) {
    return new TlsPolicy(
        leastMode, Objects.requireNonNull(version, "version"), readsEnvironment, origin);
  }

  /** Returns this policy, but libpq's environment variables are not read. */
  public TlsPolicy withoutEnvironment() {
    return new TlsPolicy(leastMode, leastProtocol, false, origin);
  }

  /** Returns this policy with its origin. */
  TlsPolicy from(String newOrigin) {
    return new TlsPolicy(leastMode, leastProtocol, readsEnvironment, newOrigin);
  }

  /** Returns the weakest mode that is allowed. */
  public SslMode leastMode() {
    return leastMode;
  }

  /** Returns the oldest TLS version that is allowed; the default bounds hold in addition. */
  public TlsVersion leastProtocol() {
    return leastProtocol;
  }

  /** Whether libpq's environment variables are read. */
  public boolean readsEnvironment() {
    return readsEnvironment;
  }

  /** Returns where the policy was set, in words: the file, or {@code TlsPolicy.install}. */
  public String origin() {
    return origin;
  }

  /**
   * Puts a policy in force for the rest of this JVM's life.
   *
   * @throws IllegalStateException if one is in force already, or was to be loaded and failed
   */
  public static void install(TlsPolicy policy) {
    IN_FORCE.install(policy);
  }

  /**
   * Returns the policy in force; the unrestricted one as long as none was set.
   *
   * @throws ProblemException with {@link TlsFailure#INVALID_POLICY} if the file cannot be used;
   *     once it has failed, it fails at each call
   */
  public static TlsPolicy current() throws ProblemException {
    return IN_FORCE.current();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TlsPolicy policy
        && leastMode == policy.leastMode
        && leastProtocol == policy.leastProtocol
        && readsEnvironment == policy.readsEnvironment
        && origin.equals(policy.origin);
  }

  @Override
  public int hashCode() {
    return Objects.hash(leastMode, leastProtocol, readsEnvironment, origin);
  }

  @Override
  public String toString() {
    return "TlsPolicy[least-mode="
        + leastMode.parameterValue()
        + ", least-protocol="
        + leastProtocol.protocol()
        + ", environment="
        + (readsEnvironment ? "read" : "ignore")
        + ", by "
        + origin
        + "]";
  }
}
