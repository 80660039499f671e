package io.github.jdbctls.settings;

/**
 * Where a value was written. Immutable.
 *
 * @param kind the kind of place
 * @param name the name under which it stands there: the key as written, the variable, the file
 */
public record Origin(Kind kind, String name) {
  /** The kinds of place. */
  public enum Kind {
    /** The query of the URL. */
    URL,
    /** The {@code Properties} or a setter of the data source. */
    PROPERTIES,
    /** An environment variable. */
    ENVIRONMENT,
    /** One of libpq's default files. */
    DEFAULT_FILE,
    /** Nobody wrote it: the project's default. */
    DEFAULT
  }

  /** The place in words, such as {@code "sslmode" in the URL}. */
  public String describe() {
    return switch (kind) {
      case URL -> '"' + name + "\" in the URL";
      case PROPERTIES -> '"' + name + "\" in the properties";
      case ENVIRONMENT -> "the environment variable " + name;
      case DEFAULT_FILE -> "the default file " + name;
      case DEFAULT -> "the default of " + name;
    };
  }
}
