package io.github.jdbctls.settings;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the value of a parameter that names a source.
 *
 * <ol>
 *   <li>Empty: the default, as in libpq. Where the policy limits what a URL may name, an empty
 *       value in a URL is refused: it would put a default in the place of what the environment
 *       names.
 *   <li>Inline content, and schemes other than a plain path: refused, for this version does not
 *       read them.
 *   <li>{@code system}, for roots only.
 *   <li>{@code ~} and {@code ~/...}: under the home directory.
 *   <li>Any other text is a path; a relative one belongs to the working directory.
 * </ol>
 *
 * <p>No message repeats the value: it may be an inline key. Immutable.
 */
record SourceText(UserDirectories directories, TlsPolicy policy) {
  private static final String SYSTEM = "system";
  private static final int LONGEST_PATH = 4096;
  private static final Map<String, String> SCHEMES = schemes();

  /** Reads the value of {@code sslrootcert}. */
  Optional<Source> roots(Written written) throws ProblemException {
    return written.text().reveal().equals(SYSTEM)
        ? Optional.of(new Source.SystemRoots())
        : file(written);
  }

  /** Reads the value of {@code sslcert}, {@code sslkey} or {@code sslcrl}. */
  Optional<Source> file(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      refuseEmptyInUrl(written.origin());
      return Optional.empty();
    }
    refuseOtherSources(written.origin(), text);
    ShellVariable.refuse(written.origin(), text);
    if (text.length() > LONGEST_PATH
        || Shown.isInline(text)
        || text.chars().anyMatch(Character::isISOControl)) {
      throw noPath(written.origin());
    }
    try {
      return Optional.of(new Source.File(path(written.origin(), text).toAbsolutePath()));
    } catch (InvalidPathException e) {
      // The exception repeats the value, so it is not kept as a cause.
      throw noPath(written.origin());
    }
  }

  /** Reads the value of {@code sslcrldir}. */
  Optional<Path> directory(Written written) throws ProblemException {
    return file(written).map(source -> ((Source.File) source).path());
  }

  private void refuseEmptyInUrl(Origin origin) throws ProblemException {
    boolean limited =
        !policy.urlSources().containsAll(Set.of(SourceKind.values()))
            || !policy.urlFolders().isEmpty();
    if (limited && origin.kind() == Origin.Kind.URL) {
      throw Problem.of(
              TlsFailure.FORBIDDEN_BY_POLICY,
              origin.describe()
                  + " is empty, which asks for a default, and what a URL may name is limited by "
                  + policy.origin())
          .withRemedy("Remove it, or ask whoever owns the policy.")
          .exception();
    }
  }

  private Path path(Origin origin, String text) throws ProblemException {
    boolean underHome = text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
    if (!underHome) {
      return Path.of(text);
    }
    Path home =
        directories
            .home()
            .orElseThrow(
                () ->
                    Problem.of(
                            TlsFailure.INVALID_VALUE,
                            origin.describe()
                                + " begins with ~, but neither HOME nor user.home is absolute")
                        .withRemedy("Write the whole path.")
                        .exception());
    return text.length() <= 2 ? home : home.resolve(text.substring(2));
  }

  private static void refuseOtherSources(Origin origin, String text) throws ProblemException {
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> scheme : SCHEMES.entrySet()) {
      if (start.startsWith(scheme.getKey())) {
        throw unsupported(origin, scheme.getValue());
      }
    }
    if (text.contains("-----BEGIN")) {
      throw unsupported(origin, "holds PEM text itself");
    }
  }

  private static ProblemException unsupported(Origin origin, String what) {
    return Problem.of(
            TlsFailure.UNSUPPORTED_PARAMETER,
            origin.describe() + " " + what + ", which this version does not support yet")
        .withRemedy("Write the content into a file, and name its path.")
        .exception();
  }

  private static ProblemException noPath(Origin origin) {
    return Problem.of(TlsFailure.INVALID_VALUE, origin.describe() + " is not a path of a file")
        .withRemedy("Name a file by its path.")
        .exception();
  }

  private static Map<String, String> schemes() {
    Map<String, String> schemes = new LinkedHashMap<>();
    schemes.put("classpath:", "names a class path resource");
    schemes.put("env:", "names an environment variable");
    schemes.put("base64:", "holds base64 text itself");
    schemes.put("file:", "is a file: URI");
    schemes.put("pkcs11:", "names a PKCS#11 token");
    return schemes;
  }
}
