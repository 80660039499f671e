package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Origin;
import java.nio.file.Path;

/**
 * A file and who named it, which every message begins with. Immutable.
 *
 * @param origin where the file was named
 * @param path the file
 */
record Place(Origin origin, Path path) {
  /** The file in words, such as {@code /etc/app.key ("sslkey" in the URL)}. */
  String describe() {
    return origin.kind() == Origin.Kind.DEFAULT_FILE
        ? "the default file " + path
        : path + " (" + origin.describe() + ")";
  }

  /** A problem with this file; the clause goes on after its name. */
  Problem problem(TlsFailure failure, String clause) {
    return Problem.of(failure, describe() + " " + clause);
  }
}
