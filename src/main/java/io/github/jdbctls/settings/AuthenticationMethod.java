package io.github.jdbctls.settings;

import java.util.List;
import java.util.Optional;

/**
 * A way in which a server may let a client log in: a word of libpq's {@code require_auth}.
 * Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
public enum AuthenticationMethod {
  /** The password itself. */
  PASSWORD("password"),
  /** An MD5 hash of the password. */
  MD5("md5"),
  /** Kerberos, by GSSAPI. */
  GSS("gss"),
  /** Windows' own, by SSPI. */
  SSPI("sspi"),
  /** A proof of the password, from both sides. */
  SCRAM_SHA_256("scram-sha-256"),
  /** A bearer token. */
  OAUTH("oauth"),
  /** The server asks for nothing, as with {@code trust}, {@code peer} and {@code cert}. */
  NONE("none");

  private final String parameterValue;

  AuthenticationMethod(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /** Returns the word that the parameter has for it. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Reads a word, in lower case and without blanks as libpq; empty for any other text. */
  static Optional<AuthenticationMethod> parse(String word) {
    return List.of(values()).stream().filter(m -> m.parameterValue.equals(word)).findFirst();
  }
}
