package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Which sources a mode uses.
 *
 * <ol>
 *   <li>What was named; an empty value is not.
 *   <li>{@code system} by name allows {@code verify-full} only, as in libpq.
 *   <li>Except with {@code disable}: libpq's default file if it exists; for the key only if there
 *       is a certificate.
 *   <li>No roots: {@code verify-full} takes the JVM's trust store, {@code verify-ca} is an error,
 *       weaker modes do without.
 *   <li>A default revocation list that libpq would apply to these roots is an error.
 * </ol>
 *
 * <p>Immutable.
 */
record ChosenFiles(
    Optional<Setting<Source>> roots,
    Optional<Setting<Source>> certificate,
    Optional<Setting<Source>> key,
    List<String> warnings) {

  static ChosenFiles of(
      Setting<SslMode> mode, AgreedValues values, SourceText sources, DefaultFiles files)
      throws ProblemException {
    DefaultFiles used = mode.value() == SslMode.DISABLE ? DefaultFiles.none() : files;
    Optional<Setting<Source>> roots = roots(mode, values, sources, used);
    refuseRevocationList(roots, used);
    Optional<Setting<Source>> certificate =
        named(values, Parameter.SSLCERT, sources::file).or(used::certificate);
    Optional<Setting<Source>> key = named(values, Parameter.SSLKEY, sources::file);
    if (key.isEmpty() && certificate.isPresent()) {
      key = used.key();
    }
    boolean unverified = mode.value() == SslMode.REQUIRE && roots.isEmpty();
    return new ChosenFiles(
        roots,
        certificate,
        key,
        unverified
            ? List.of(
                "sslmode=require, by "
                    + mode.origin().describe()
                    + ", without sslrootcert encrypts, but verifies no server: whoever stands between"
                    + " can read everything. Set sslrootcert and sslmode=verify-full.")
            : List.of());
  }

  private static Optional<Setting<Source>> roots(
      Setting<SslMode> mode, AgreedValues values, SourceText sources, DefaultFiles files)
      throws ProblemException {
    Optional<Setting<Source>> named = named(values, Parameter.SSLROOTCERT, sources::roots);
    if (named.isPresent()) {
      refuseWeakSystem(mode, named.get());
      return named;
    }
    Optional<Setting<Source>> byDefault = files.roots(mode.value().requiresVerifiedChain());
    if (byDefault.isPresent() || !mode.value().requiresVerifiedChain()) {
      return byDefault;
    }
    if (mode.value() == SslMode.VERIFY_CA) {
      throw Problem.of(
              TlsFailure.ROOT_MISSING,
              "sslmode verify-ca, by "
                  + mode.origin().describe()
                  + ", needs sslrootcert, and there is neither a value nor a default file")
          .exception();
    }
    return Optional.of(
        new Setting<>(
            new Source.SystemRoots(),
            new Origin(Origin.Kind.DEFAULT, Parameter.SSLROOTCERT.key())));
  }

  private static void refuseWeakSystem(Setting<SslMode> mode, Setting<Source> roots)
      throws ProblemException {
    if (roots.value() instanceof Source.SystemRoots && mode.value() != SslMode.VERIFY_FULL) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              roots.origin().describe()
                  + " is system, which allows sslmode verify-full only, but "
                  + mode.origin().describe()
                  + " sets "
                  + mode.value().parameterValue())
          .withRemedy("Use sslmode=verify-full, or name a file in sslrootcert.")
          .exception();
    }
  }

  private static void refuseRevocationList(Optional<Setting<Source>> roots, DefaultFiles files)
      throws ProblemException {
    boolean fromFile = roots.filter(r -> r.value() instanceof Source.File).isPresent();
    Optional<Setting<Source>> list = files.revocationList();
    if (fromFile && list.isPresent()) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_PARAMETER,
              list.get().origin().describe()
                  + " exists, and revocation lists (sslcrl) are not supported yet")
          .withRemedy("Remove the file, if certificates need not be checked against it.")
          .exception();
    }
  }

  private static Optional<Setting<Source>> named(
      AgreedValues values, Parameter parameter, AgreedValues.Reading<Optional<Source>> reading)
      throws ProblemException {
    return values
        .of(parameter, reading)
        .flatMap(s -> s.value().map(source -> new Setting<>(source, s.origin())));
  }
}
