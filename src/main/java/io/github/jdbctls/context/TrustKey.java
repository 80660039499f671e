package io.github.jdbctls.context;

import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What two settings must have in common to share a {@link TrustSet}. Holds no secret.
 *
 * @param enforcesPermissions of a file with the password of the roots
 * @param jvmTrustStore which store the JVM trusts, if its store is the source of the roots
 */
record TrustKey(
    Optional<SourceKey> roots,
    Optional<SourceKey> password,
    boolean enforcesPermissions,
    Optional<String> jvmTrustStore,
    Optional<SourceKey> listFile,
    Optional<Path> listDirectory) {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  static TrustKey of(TlsSettings settings) {
    Optional<Setting<Path>> lists = settings.revocation().directory();
    return new TrustKey(
        SourceKey.ofSource(settings.roots()),
        SourceKey.ofPassword(settings.rootPassword()),
        settings.enforcesKeyPermissions() && settings.rootPassword().isPresent(),
        settings.roots().isPresent() && settings.roots().get().value() instanceof Source.SystemRoots
            ? Optional.ofNullable(System.getProperty(TRUST_STORE))
            : Optional.empty(),
        SourceKey.ofSource(settings.revocation().file()),
        lists.isPresent() ? Optional.of(lists.get().value()) : Optional.empty());
  }

  /** Written out, as in {@link SourceKey}. */
  @Override
  public int hashCode() {
    return Objects.hash(roots, password, listFile, listDirectory);
  }
}
