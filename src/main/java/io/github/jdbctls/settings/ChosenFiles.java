package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which sources a mode uses.
 *
 * <ol>
 *   <li>What was named; an empty value is not.
 *   <li>{@code system} by name allows {@code verify-full} only, as in libpq.
 *   <li>Except with {@code disable}: libpq's default file if it exists.
 *   <li>No roots: {@code verify-full} takes the JVM's trust store, {@code verify-ca} is an error,
 *       weaker modes do without.
 *   <li>Revocation lists by {@link ChosenLists}, the client certificate by {@link ChosenIdentity}.
 * </ol>
 *
 * <p>Immutable.
 */
record ChosenFiles(
    Optional<Setting<Source>> roots,
    RevocationSources revocation,
    ChosenIdentity identity,
    List<String> warnings) {

  static ChosenFiles of(
      Setting<SslMode> mode,
      Setting<ClientCertificateMode> certificateMode,
      AgreedValues values,
      SourceText sources,
      DefaultFiles files)
      throws ProblemException {
    DefaultFiles used = mode.value() == SslMode.DISABLE ? DefaultFiles.none() : files;
    Optional<Setting<Source>> roots = roots(mode, values, sources, used);
    ChosenLists lists = ChosenLists.of(roots, values, sources, used);
    ChosenIdentity identity = ChosenIdentity.of(mode, certificateMode, values, sources, used);
    List<String> warnings = new ArrayList<>();
    if (mode.value() == SslMode.REQUIRE && roots.isEmpty()) {
      warnings.add(
          "sslmode=require, by "
              + mode.origin().describe()
              + ", without sslrootcert encrypts, but verifies no server: whoever stands between"
              + " can read everything. Set sslrootcert and sslmode=verify-full.");
    }
    if (mode.value() != SslMode.DISABLE && lists.warning().isPresent()) {
      warnings.add(lists.warning().get());
    }
    return new ChosenFiles(roots, lists.sources(), identity, warnings);
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
    return Optional.of(Setting.byDefault(Parameter.SSLROOTCERT, new Source.SystemRoots()));
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

  /** What the user named; empty if there is no value, or an empty one. */
  static <T> Optional<Setting<T>> named(
      AgreedValues values, Parameter parameter, AgreedValues.Reading<Optional<T>> reading)
      throws ProblemException {
    if (!values.has(parameter)) {
      return Optional.empty();
    }
    Setting<Optional<T>> given = values.read(parameter, reading);
    return given.value().isPresent()
        ? Optional.of(new Setting<>(given.value().get(), given.origin()))
        : Optional.empty();
  }
}
