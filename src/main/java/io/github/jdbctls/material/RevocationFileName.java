package io.github.jdbctls.material;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the name of a file in a directory of revocation lists says of its content. */
enum RevocationFileName {
  /** A list: {@code .crl}, and OpenSSL's hashed names, {@code .r0} and so on. */
  LIST(".+\\.(crl|r[0-9]+)"),
  /** A list, or a certificate beside one: {@code .pem} and {@code .der}. */
  LIST_OR_CERTIFICATE(".+\\.(pem|der)"),
  /** Nothing: {@code .crt}, {@code .cer}, and names without a suffix. */
  ANYTHING(".+\\.(crt|cer)|[^.]+"),
  /** That it is no list: all others, and hidden names. Such a file is not looked at. */
  OTHER("");

  /** The names that are looked at, for messages. */
  static final String LOOKED_AT =
      "*.crl, *.pem, *.der, *.crt, *.cer, *.r0, *.r1 and so on, or without a suffix";

  private final Pattern pattern;

  RevocationFileName(String pattern) {
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Which of these the name of a file is, whatever its case. */
  static RevocationFileName of(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".")) {
      return OTHER;
    }
    for (RevocationFileName kind : values()) {
      if (kind.pattern.matcher(name).matches()) {
        return kind;
      }
    }
    return OTHER;
  }
}
