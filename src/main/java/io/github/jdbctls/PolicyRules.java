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
 * @param urlSources the kinds of source that a URL may name
 * @param urlFolders in which a URL's files must lie; empty for anywhere
 */
record PolicyRules(
    SslMode leastMode,
    Optional<TlsVersion> leastProtocol,
    boolean readsEnvironment,
    boolean enforcesKeyPermissions,
    Set<SourceKind> urlSources,
    List<Path> urlFolders) {
  /** Forbids nothing. */
  static final PolicyRules NONE =
      new PolicyRules(
          SslMode.DISABLE, Optional.empty(), true, false, Set.of(SourceKind.values()), List.of());

  PolicyRules {
    urlSources = Set.copyOf(urlSources);
    urlFolders = List.copyOf(urlFolders);
  }

  PolicyRules leastMode(SslMode mode) {
    return new PolicyRules(
        mode, leastProtocol, readsEnvironment, enforcesKeyPermissions, urlSources, urlFolders);
  }

  PolicyRules leastProtocol(TlsVersion version) {
    return new PolicyRules(
        leastMode,
        Optional.of(version),
        readsEnvironment,
        enforcesKeyPermissions,
        urlSources,
        urlFolders);
  }

  PolicyRules withoutEnvironment() {
    return new PolicyRules(
        leastMode, leastProtocol, false, enforcesKeyPermissions, urlSources, urlFolders);
  }

  PolicyRules enforcingKeyPermissions() {
    return new PolicyRules(
        leastMode, leastProtocol, readsEnvironment, true, urlSources, urlFolders);
  }

  PolicyRules urlSources(Set<SourceKind> kinds) {
    return new PolicyRules(
        leastMode, leastProtocol, readsEnvironment, enforcesKeyPermissions, kinds, urlFolders);
  }

  PolicyRules urlFolders(List<Path> folders) {
    return new PolicyRules(
        leastMode, leastProtocol, readsEnvironment, enforcesKeyPermissions, urlSources, folders);
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
    return urlSources.isEmpty()
        ? "none"
        : Arrays.stream(SourceKind.values())
            .filter(urlSources::contains)
            .map(SourceKind::text)
            .collect(Collectors.joining(","));
  }
}
