package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which revocation lists count.
 *
 * <ol>
 *   <li>Those that {@code sslcrl} and {@code sslcrldir} name; an empty value names none.
 *   <li>The JVM's own roots take no lists: one that was named is an error.
 *   <li>Nothing named, and the roots are of any source but the JVM's: libpq's default file, if it
 *       exists.
 *   <li>Lists without roots have no effect, as in libpq; they are kept, so that a bad one is found,
 *       and a warning says so.
 * </ol>
 *
 * @param sources the lists
 * @param warning about lists without effect
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
record ChosenLists(RevocationSources sources, Optional<String> warning) {
  static ChosenLists of(
      Optional<Setting<Source>> roots, AgreedValues values, SourceText texts, DefaultFiles files)
      throws ProblemException {
    Optional<Setting<Source>> file = ChosenFiles.named(values, Parameter.SSLCRL, texts::source);
    Optional<Setting<Path>> directory =
        ChosenFiles.named(values, Parameter.SSLCRLDIR, texts::directory);
    Optional<Origin> named = file.map(Setting::origin).or(() -> directory.map(Setting::origin));
    if (named.isPresent()) {
      if (roots.filter(r -> r.value() instanceof Source.SystemRoots).isPresent()) {
        throw systemRootsTakeNone(roots.get(), named.get());
      }
      return new ChosenLists(
          new RevocationSources(file, directory),
          roots.isEmpty() ? Optional.of(withoutEffect(file, directory)) : Optional.empty());
    }
    boolean withDefault = roots.filter(r -> !(r.value() instanceof Source.SystemRoots)).isPresent();
    return new ChosenLists(
        withDefault
            ? new RevocationSources(files.revocationList(), Optional.empty())
            : RevocationSources.NONE,
        Optional.empty());
  }

  private static ProblemException systemRootsTakeNone(Setting<Source> roots, Origin list) {
    return Problem.of(
            TlsFailure.INVALID_VALUE,
            list.describe()
                + " names revocation lists, which are not used with the JVM's trust store, by "
                + roots.origin().describe())
        .withRemedy("Name a file in sslrootcert, or remove sslcrl and sslcrldir.")
        .exception();
  }

  private static String withoutEffect(
      Optional<Setting<Source>> file, Optional<Setting<Path>> directory) {
    return String.join(
            " and ",
            Stream.of(file, directory)
                .flatMap(Optional::stream)
                .map(setting -> setting.origin().describe())
                .toList())
        + ": revocation lists have no effect without sslrootcert, since no chain is verified. Set"
        + " sslrootcert.";
  }
}
