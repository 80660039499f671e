package io.github.jdbctls.context;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What two settings must have in common to share a context: everything but where it was written.
 * Holds no secret.
 *
 * @param keyByDefault whether the key is one that nobody named, which only serves where the
 *     certificate's own file has none
 * @param jvmTrustStore which store the JVM trusts, if its store is the source of the roots
 */
record ContextKey(
    SslMode mode,
    Optional<SourceKey> roots,
    Optional<SourceKey> revocationFile,
    Optional<Path> revocationDirectory,
    Optional<SourceKey> certificate,
    Optional<SourceKey> key,
    boolean keyByDefault,
    Optional<SourceKey> rootPassword,
    Optional<SourceKey> keyPassword,
    boolean enforcesKeyPermissions,
    ProtocolBounds protocols,
    boolean sendServerName,
    Optional<String> jvmTrustStore) {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  static ContextKey of(TlsSettings settings) {
    return new ContextKey(
        settings.mode().value(),
        settings.roots().map(source -> SourceKey.of(source.value())),
        settings.revocation().file().map(source -> SourceKey.of(source.value())),
        settings.revocation().directory().map(Setting::value),
        settings.certificate().map(source -> SourceKey.of(source.value())),
        settings.key().map(source -> SourceKey.of(source.value())),
        settings.key().filter(key -> key.origin().kind() == Origin.Kind.DEFAULT_FILE).isPresent(),
        settings.rootPassword().map(password -> SourceKey.of(password.value())),
        settings.keyPassword().map(password -> SourceKey.of(password.value())),
        settings.enforcesKeyPermissions(),
        settings.protocols().withoutOrigins(),
        settings.sendServerName(),
        settings
            .roots()
            .filter(roots -> roots.value() instanceof Source.SystemRoots)
            .flatMap(roots -> Optional.ofNullable(System.getProperty(TRUST_STORE))));
  }
}
