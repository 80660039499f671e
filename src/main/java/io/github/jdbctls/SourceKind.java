package io.github.jdbctls;

import java.util.List;
import java.util.Optional;

/**
 * The kinds of source that a parameter such as {@code sslrootcert} can name. Immutable.
 *
 * @see TlsPolicy#withUrlSources
 */
public enum SourceKind {
  /** A file or a directory. */
  FILE("file"),
  /** The JVM's own trust store: {@code system}. */
  SYSTEM("system"),
  /** A class path resource: {@code classpath:}. */
  CLASSPATH("classpath"),
  /** An environment variable: {@code env:}. */
  ENVIRONMENT("env"),
  /** The content itself: PEM text, or {@code base64:}. */
  INLINE("inline"),
  /** Material of a {@link TlsMaterialSource}: {@code supplied:}. */
  SUPPLIED("supplied");

  private final String text;

  SourceKind(String text) {
    this.text = text;
  }

  /** Returns the name that it has in a policy file, such as {@code file}. */
  public String text() {
    return text;
  }

  /** Returns the names of all kinds. */
  public static List<String> texts() {
    return List.of(values()).stream().map(SourceKind::text).toList();
  }

  /** Reads a name such as {@code file}; empty for any other text. */
  public static Optional<SourceKind> parse(String text) {
    return List.of(values()).stream().filter(kind -> kind.text.equals(text)).findFirst();
  }
}
