package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Path;
import java.util.List;
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
    RevocationSources named = named(values, texts);
    boolean jvmsRoots = roots.isPresent() && roots.get().value() instanceof Source.SystemRoots;
    if (!named.isEmpty()) {
      if (jvmsRoots) {
        throw systemRootsTakeNone(roots.get(), origins(named).get(0));
      }
      return new ChosenLists(
          named, roots.isEmpty() ? Optional.of(withoutEffect(named)) : Optional.empty());
    }
    boolean withDefault = roots.isPresent() && !jvmsRoots;
    return new ChosenLists(
        withDefault
            ? new RevocationSources(files.revocationList(), Optional.empty())
            : RevocationSources.NONE,
        Optional.empty());
  }

  private static RevocationSources named(AgreedValues values, SourceText texts)
      throws ProblemException {
    Optional<Setting<Source>> file = ChosenFiles.named(values, Parameter.SSLCRL, texts);
    Optional<Setting<Path>> directory =
        values.has(Parameter.SSLCRLDIR)
            ? ChosenFiles.named(values, Parameter.SSLCRLDIR, texts::directory)
            : Optional.empty();
    return new RevocationSources(file, directory);
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

  /** Who named the lists: of the file first. */
  private static List<Origin> origins(RevocationSources named) {
    return Stream.of(named.file(), named.directory())
        .flatMap(Optional::stream)
        .<Origin>map(Setting::origin)
        .toList();
  }

  private static String withoutEffect(RevocationSources named) {
    return String.join(" and ", origins(named).stream().map(Origin::describe).toList())
        + ": revocation lists have no effect without sslrootcert, since no chain is verified. Set"
        + " sslrootcert.";
  }
}
