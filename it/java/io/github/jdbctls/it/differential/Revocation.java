package io.github.jdbctls.it.differential;

/**
 * What {@code sslcrl} and {@code sslcrldir} name.
 *
 * @param twist what is unusual about one of the lists
 * @param level of the authority that has issued that list, counted from the leaf's issuer
 */
record Revocation(ListFile file, ListDirectory directory, ListTwist twist, int level) {
  /** What {@code sslcrl} names. */
  enum ListFile {
    NONE,
    ALL,
    ALL_TWICE,
    TEXT_AROUND,
    CRLF,
    WITH_CERTIFICATES,
    OF_LEAF_ISSUER,
    OF_ROOT,
    WITHOUT_ROOT,
    DER,
    EMPTY,
    GARBAGE,
    DIRECTORY,
    MISSING,
    EMPTY_VALUE
  }

  /** What {@code sslcrldir} names. */
  enum ListDirectory {
    NONE,
    ALL,
    /** Without the file names by which OpenSSL finds a list. */
    ALL_BY_OTHER_NAMES,
    OF_LEAF_ISSUER,
    EMPTY,
    FILE,
    MISSING,
    EMPTY_VALUE
  }

  /** No lists. */
  static final Revocation NONE =
      new Revocation(ListFile.NONE, ListDirectory.NONE, ListTwist.NOTHING, 0);

  /** Lists of which something may be unusual. */
  static Revocation draw(Draw draw, int depth) {
    ListFile file = ListFile.ALL;
    ListDirectory directory = ListDirectory.NONE;
    if (draw.percent(30)) {
      file = draw.oneOf(ListFile.NONE, ListFile.NONE, ListFile.EMPTY_VALUE, ListFile.ALL);
      directory = draw.percent(60) ? ListDirectory.ALL : draw.oneOf(ListDirectory.values());
    } else if (draw.percent(40)) {
      file = draw.oneOf(ListFile.values());
    }
    ListTwist twist = draw.percent(50) ? ListTwist.NOTHING : draw.oneOf(ListTwist.values());
    return new Revocation(file, directory, twist, draw.below(depth));
  }

  /** This, or ordinary lists if there are none. */
  Revocation orAll() {
    return equals(NONE) ? with(ListFile.ALL) : this;
  }

  Revocation with(ListTwist other) {
    return new Revocation(file, directory, other, level);
  }

  Revocation with(ListFile other) {
    return new Revocation(other, directory, twist, level);
  }

  Revocation with(ListDirectory other) {
    return new Revocation(file, other, twist, level);
  }

  /** Whether what is named is not there, or holds no list. */
  boolean isUnreadable() {
    boolean file =
        switch (this.file) {
          case EMPTY, GARBAGE, DIRECTORY, MISSING -> true;
          default -> false;
        };
    return file
        || switch (directory) {
          case EMPTY, MISSING, FILE -> true;
          default -> false;
        };
  }
}
