package io.github.jdbctls;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a policy says, wherever it was set. Immutable, and prints itself in the words of the policy
 * file.
 *
 * @param leastMode the weakest mode
 * @param leastProtocol the oldest TLS version; empty if none was set
 * @param readsEnvironment whether libpq's environment variables are read
 * @param enforcesKeyPermissions whether open key files are an error, whatever a parameter says
 * @param namedUrlSources the kinds of source that a URL may name; empty if none were set
 * @param urlFolders in which a URL's files must lie; empty for anywhere
 */
record PolicyRules(
    SslMode leastMode,
    Optional<TlsVersion> leastProtocol,
    boolean readsEnvironment,
    boolean enforcesKeyPermissions,
    Optional<Set<SourceKind>> namedUrlSources,
    List<Path> urlFolders) {
  /** Forbids nothing. */
  static final PolicyRules NONE =
      new PolicyRules(SslMode.DISABLE, Optional.empty(), true, false, Optional.empty(), List.of());

  private static final Set<SourceKind> BESIDE_FOLDERS =
      Set.of(SourceKind.FILE, SourceKind.SYSTEM, SourceKind.INLINE);

  PolicyRules {
    if (namedUrlSources.isPresent()) {
      namedUrlSources = Optional.of(Set.copyOf(namedUrlSources.get()));
    }
    urlFolders = List.copyOf(urlFolders);
  }

  /**
   * The kinds of source that a URL may name: those that were set; else, where folders were set,
   * files, the JVM's trust store and content itself; else any.
   */
  Set<SourceKind> urlSources() {
    return namedUrlSources.orElse(
        urlFolders.isEmpty() ? Set.of(SourceKind.values()) : BESIDE_FOLDERS);
  }

  PolicyRules leastMode(SslMode mode) {
    return new PolicyRules(
        mode, leastProtocol, readsEnvironment, enforcesKeyPermissions, namedUrlSources, urlFolders);
  }

  PolicyRules leastProtocol(TlsVersion version) {
    return new PolicyRules(
        leastMode,
        Optional.of(version),
        readsEnvironment,
        enforcesKeyPermissions,
        namedUrlSources,
        urlFolders);
  }

  PolicyRules withoutEnvironment() {
    return new PolicyRules(
        leastMode, leastProtocol, false, enforcesKeyPermissions, namedUrlSources, urlFolders);
  }

  PolicyRules enforcingKeyPermissions() {
    return new PolicyRules(
        leastMode, leastProtocol, readsEnvironment, true, namedUrlSources, urlFolders);
  }

  PolicyRules urlSources(Set<SourceKind> kinds) {
    return new PolicyRules(
        leastMode,
        leastProtocol,
        readsEnvironment,
        enforcesKeyPermissions,
        Optional.of(kinds),
        urlFolders);
  }

  PolicyRules urlFolders(List<Path> folders) {
    return new PolicyRules(
        leastMode,
        leastProtocol,
        readsEnvironment,
        enforcesKeyPermissions,
        namedUrlSources,
        folders);
  }

  @Override
  public String toString() {
    return "least-mode="
        + leastMode.parameterValue()
        + ", least-protocol="
        + leastProtocol.map(TlsVersion::protocol).orElse("any")
        + ", environment="
        + (readsEnvironment ? "read" : "ignore")
        + ", key-permissions="
        + (enforcesKeyPermissions ? "enforce" : "relaxable")
        + ", url-sources="
        + sources()
        + ", url-folders="
        + (urlFolders.isEmpty()
            ? "any"
            : urlFolders.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
  }

  private String sources() {
    Set<SourceKind> allowed = urlSources();
    return allowed.isEmpty()
        ? "none"
        : Arrays.stream(SourceKind.values())
            .filter(allowed::contains)
            .map(SourceKind::text)
            .collect(Collectors.joining(","));
  }
}
