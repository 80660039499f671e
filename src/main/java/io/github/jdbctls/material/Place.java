package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Source;
import java.nio.file.Path;

/**
 * A source and who named it, which every message begins with. Immutable.
 *
 * @param origin where the source was named
 * @param source the source
 */
record Place(Origin origin, Source source) {
  private static final String PLAIN = "[A-Za-z0-9_./+:=@-]+";

  /** A file, of a parameter itself or in the directory that it names. */
  static Place of(Origin origin, Path file) {
    return new Place(origin, new Source.File(file));
  }

  /** The source in words, such as {@code /etc/app.key ("sslkey" in the URL)}. */
  String describe() {
    return origin.kind() == Origin.Kind.DEFAULT_FILE
        ? "the default file " + source.describe()
        : source.describe() + " (" + origin.describe() + ")";
  }

  /** The file of the source in a command; {@code FILE} if it has none. */
  String name() {
    return source instanceof Source.File file ? file.path().toString() : "FILE";
  }

  /** {@link #name} as one word of a shell's command. */
  String shellName() {
    String name = name();
    return name.matches(PLAIN) ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  /** The path of a place that is a file. */
  Path path() {
    return ((Source.File) source).path();
  }

  /** A problem with this source; the clause goes on after its name. */
  Problem problem(TlsFailure failure, String clause) {
    return Problem.of(failure, describe() + " " + clause);
  }
}
