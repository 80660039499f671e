package io.github.jdbctls.context;

import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
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
    return new TrustKey(
        settings.roots().map(source -> SourceKey.of(source.value())),
        settings.rootPassword().map(password -> SourceKey.of(password.value())),
        settings.enforcesKeyPermissions() && settings.rootPassword().isPresent(),
        settings
            .roots()
            .filter(roots -> roots.value() instanceof Source.SystemRoots)
            .flatMap(roots -> Optional.ofNullable(System.getProperty(TRUST_STORE))),
        settings.revocation().file().map(source -> SourceKey.of(source.value())),
        settings.revocation().directory().map(Setting::value));
  }
}
