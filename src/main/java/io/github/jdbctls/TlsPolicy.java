package io.github.jdbctls;

import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What no URL, property or environment variable can undercut in this JVM.
 *
 * <p>It is set once: by {@link #install}, or by the file that the system property {@code
 * jdbctls.policy} names, which is read when the policy is first needed. The file is in the format
 * of {@link java.util.Properties} in UTF-8, with one or more of the keys:
 *
 * <ul>
 *   <li>{@code least-mode}: a value of {@code sslmode},
 *   <li>{@code least-protocol}: {@code TLSv1}, {@code TLSv1.1}, {@code TLSv1.2} or {@code TLSv1.3};
 *       whoever sets it wants TLS, so that the modes {@code disable}, {@code allow} and {@code
 *       prefer} are refused too,
 *   <li>{@code environment}: {@code read} (default) or {@code ignore},
 *   <li>{@code key-permissions}: {@code relaxable} (default), or {@code enforce}, which refuses
 *       {@code sslkeypermissions=warn},
 *   <li>{@code url-sources}: the kinds of source that a URL may name, of a password too, separated
 *       by commas, of {@code file}, {@code system}, {@code classpath}, {@code env} and {@code
 *       inline}, or {@code none} alone; any by default, but where {@code url-folders} is set {@code
 *       file}, {@code system} and {@code inline},
 *   <li>{@code url-folders}: the folders in which a file or directory that a URL names must lie, as
 *       absolute paths, separated as in a class path; anywhere by default. A class path resource
 *       that is a file of its own must lie there too; one in a jar need not.
 * </ul>
 *
 * <p>Where one of the last two is set, a URL may not leave a source empty either, which would put a
 * default in the place of what the environment names.
 *
 * <p>A file that cannot be read, or has another key or value, lets no connection be made until the
 * JVM has ended. Immutable and thread-safe.
 */
public final class TlsPolicy {
  /** The system property that names the file. */
  static final String FILE_PROPERTY = "jdbctls.policy";

  private static final TlsPolicy UNRESTRICTED = new TlsPolicy(PolicyRules.NONE, "no policy");
  private static final PolicyInForce IN_FORCE =
      new PolicyInForce(() -> System.getProperty(FILE_PROPERTY));

  private final PolicyRules rules;
  private final String origin;

  private TlsPolicy(PolicyRules rules, String origin) {
    this.rules = rules;
    this.origin = origin;
  }

  /** Returns the policy that forbids nothing. */
  public static TlsPolicy unrestricted() {
    return UNRESTRICTED;
  }

  /** Returns this policy with the weakest mode that it allows. */
  public TlsPolicy withLeastMode(SslMode mode) {
    return with(rules.leastMode(Objects.requireNonNull(mode, "mode")));
  }

  /**
   * Returns this policy with the oldest TLS version that it allows. Plain text has none, so that no
   * mode weaker than {@code require} is allowed either.
   */
  public TlsPolicy withLeastProtocol(TlsVersion version) {
    return with(rules.leastProtocol(Objects.requireNonNull(version, "version")));
  }

  /** Returns this policy, but libpq's environment variables are not read. */
  public TlsPolicy withoutEnvironment() {
    return with(rules.withoutEnvironment());
  }

  /** Returns this policy, but {@code sslkeypermissions=warn} is refused. */
  public TlsPolicy withEnforcedKeyPermissions() {
    return with(rules.enforcingKeyPermissions());
  }

  /**
   * Returns this policy with the kinds of source that a URL may name. What stands in properties, is
   * set by a setter, comes from the environment or is a default is not concerned.
   *
   * <p>For URLs that come from tenants or other strangers, {@link SourceKind#INLINE} and {@link
   * SourceKind#SYSTEM} are the most. Whoever writes a URL that names files, resources or
   * environment variables learns from the errors which of them exist and what kind of content they
   * have, and can have this process log in with a key that it holds for somebody else.
   *
   * @param kinds none at all if it is empty
   */
  public TlsPolicy withUrlSources(Set<SourceKind> kinds) {
    return with(rules.urlSources(kinds));
  }

  /**
   * Returns this policy with the folders in which a file or directory that a URL names must lie, by
   * its path as it is written and after symbolic links; so must each file that is looked at in a
   * directory of revocation lists. What stands in properties, is set by a setter, comes from the
   * environment or is a default is not concerned.
   *
   * <p>Folders hold back files alone. So unless {@link #withUrlSources} says otherwise, a URL may
   * then name no environment variable and no class path resource.
   *
   * <p>The links are followed when a connection is opened, just before the file is read. Whoever
   * can change links within the folders, and not only URLs, is not held back.
   *
   * @param folders absolute, at least one
   * @throws IllegalArgumentException if there is none, or one is not absolute
   */
  public TlsPolicy withUrlFolders(List<Path> folders) {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("no folder; use withUrlSources to allow no file");
    }
    for (Path folder : folders) {
      if (!folder.isAbsolute()) {
        throw new IllegalArgumentException("the folder \"" + folder + "\" is not absolute");
      }
    }
    return with(rules.urlFolders(folders));
  }

  /** Returns this policy with its origin. */
  TlsPolicy from(String newOrigin) {
    return new TlsPolicy(rules, newOrigin);
  }

  private TlsPolicy with(PolicyRules newRules) {
    return new TlsPolicy(newRules, origin);
  }

  /**
   * Returns the weakest mode that is allowed: {@code require} at least, if there is an oldest TLS
   * version.
   */
  public SslMode leastMode() {
    SslMode mode = rules.leastMode();
    return rules.leastProtocol().isPresent() && mode.isWeakerThan(SslMode.REQUIRE)
        ? SslMode.REQUIRE
        : mode;
  }

  /** Returns the oldest TLS version that is allowed; the default bounds hold in addition. */
  public TlsVersion leastProtocol() {
    return rules.leastProtocol().orElse(TlsVersion.TLS_1_0);
  }

  /** Whether libpq's environment variables are read. */
  public boolean readsEnvironment() {
    return rules.readsEnvironment();
  }

  /** Whether {@code sslkeypermissions=warn} is refused. */
  public boolean enforcesKeyPermissions() {
    return rules.enforcesKeyPermissions();
  }

  /** Returns the kinds of source that a URL may name; unmodifiable. */
  public Set<SourceKind> urlSources() {
    return rules.urlSources();
  }

  /** Returns the folders in which a URL's files must lie; unmodifiable, empty for anywhere. */
  public List<Path> urlFolders() {
    return rules.urlFolders();
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
    return this == other
        || (other instanceof TlsPolicy policy
            && rules.equals(policy.rules)
            && origin.equals(policy.origin));
  }

  @Override
  public int hashCode() {
    return Objects.hash(rules, origin);
  }

  @Override
  public String toString() {
    return "TlsPolicy[" + rules + ", by " + origin + "]";
  }
}
