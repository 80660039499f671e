package io.github.jdbctls.settings;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Source.Inline.Form;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the value of a parameter that names a source.
 *
 * <ol>
 *   <li>Empty: the default, as in libpq. Where the policy limits what a URL may name, an empty
 *       value in a URL is refused: it would put a default in the place of what the environment
 *       names.
 *   <li>{@code system}, for roots only.
 *   <li>A text with {@code -----BEGIN} in it: PEM itself.
 *   <li>A scheme, in any case, two letters at least before its colon, so that {@code C:} is none:
 *       <ol>
 *         <li>{@code base64:} the bytes themselves,
 *         <li>{@code file:} a file by its URI ({@link FileUri}), or below {@code ~},
 *         <li>{@code classpath:} a resource by its name ({@link ResourceName}),
 *         <li>{@code env:} an environment variable by its name ({@link VariableName}),
 *         <li>{@code supplied:} material that the application has registered ({@link
 *             SuppliedName}),
 *         <li>any other is refused; so is what has {@code ://} in it, which no path is meant to
 *             have.
 *       </ol>
 *   <li>What looks like a key without any of these is refused, before a message about a missing
 *       file shows it.
 *   <li>Any other text is a path ({@link PathText}); {@code ./} before it makes a path of a text
 *       that begins like a scheme.
 * </ol>
 *
 * <p>A value of libpq's environment variables is read by the same rules: reading more than libpq is
 * no laxity. No message repeats the value: it may be an inline key. Immutable.
 */
record SourceText(UserDirectories directories, TlsPolicy policy)
    implements AgreedValues.Reading<Optional<Source>> {
  private static final String SYSTEM = "system";
  private static final int LONGEST_SCHEME = 12;
  private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.*-]+):");

  /** Reads the value of {@code sslrootcert}. */
  Optional<Source> roots(Written written) throws ProblemException {
    return written.text().reveal().equals(SYSTEM)
        ? Optional.of(new Source.SystemRoots())
        : read(written);
  }

  /** Reads the value of {@code sslcert}, {@code sslkey} or {@code sslcrl}. */
  @Override
  public Optional<Source> read(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      refuseEmptyInUrl(written.origin());
      return Optional.empty();
    }
    if (text.contains("-----BEGIN")) {
      return Optional.of(new Source.Inline(written.text(), Form.PEM));
    }
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.lookingAt()) {
      String rest = text.substring(scheme.end());
      return Optional.of(
          withScheme(written.origin(), scheme.group(1).toLowerCase(Locale.ROOT), rest));
    }
    if (text.contains("://")) {
      throw unknownScheme(written.origin(), "has :// in it, which is no path");
    }
    if (Shown.isInline(text)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe()
                  + " is not a path of a file, but seems to have a key or another secret in it")
          .withRemedy(
              "Write base64: before base64 of it, give PEM with its BEGIN and END lines, or write"
                  + " ./ before the path of a file with such a name.")
          .exception();
    }
    return Optional.of(new Source.File(paths(written.origin()).read(text)));
  }

  /** Reads the value of {@code sslcrldir}: a path, or a {@code file:} URI. */
  Optional<Path> directory(Written written) throws ProblemException {
    Optional<Source> source = read(written);
    if (source.isPresent() && !(source.get() instanceof Source.File)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe()
                  + " must name a directory, and is "
                  + kindInWords(source.get().kind()))
          .withRemedy("Name a directory by its path or its file: URI, or use sslcrl.")
          .exception();
    }
    return source.map(file -> ((Source.File) file).path());
  }

  /** Reads what follows {@code file:}. */
  Path file(Origin origin, String rest) throws ProblemException {
    return PathText.isUnderHome(rest)
        ? paths(origin).read(rest)
        : new FileUri(origin).path(rest, paths(origin));
  }

  private Source withScheme(Origin origin, String scheme, String rest) throws ProblemException {
    return switch (scheme) {
      case "base64" -> new Source.Inline(Secret.of(rest), Form.BASE64);
      case "file" -> new Source.File(file(origin, rest.strip()));
      case "classpath" -> new Source.Resource(ResourceName.read(origin, rest.strip()));
      case "supplied" -> new Source.Supplied(SuppliedName.read(origin, rest.strip()));
      case "env" -> new Source.Variable(VariableName.read(origin, rest.strip()));
      case "pkcs11" ->
          throw Problem.of(
                  TlsFailure.UNSUPPORTED_PARAMETER,
                  origin.describe()
                      + " names a PKCS#11 token, whose keys never leave it, and this version signs"
                      + " with keys that it reads")
              .withRemedy("Use a key that can be read from a file.")
              .exception();
      default ->
          throw unknownScheme(
              origin,
              "begins with "
                  + (scheme.length() > LONGEST_SCHEME ? "a scheme" : scheme + ":")
                  + ", which is not known");
    };
  }

  private PathText paths(Origin origin) {
    return new PathText(origin, directories.home());
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

  private static ProblemException unknownScheme(Origin origin, String clause) {
    return Problem.of(TlsFailure.INVALID_VALUE, origin.describe() + " " + clause)
        .withRemedy(
            "Use a path, file:, classpath:, env:, supplied:, PEM text itself or base64:, or write ./"
                + " before the path of a file with such a name.")
        .exception();
  }

  private static String kindInWords(SourceKind kind) {
    return switch (kind) {
      case FILE -> "a file";
      case SYSTEM -> "the JVM's trust store";
      case CLASSPATH -> "a class path resource";
      case ENVIRONMENT -> "an environment variable";
      case INLINE -> "content itself";
      case SUPPLIED -> "supplied material";
    };
  }
}
