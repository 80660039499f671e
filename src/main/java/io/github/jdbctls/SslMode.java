package io.github.jdbctls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much of TLS a connection demands: libpq's six {@code sslmode} values, weakest first.
 *
 * <p>The decisions that follow from a mode are its methods, so that no other class compares names.
 * The default of the project is {@link #VERIFY_FULL}. Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
public enum SslMode {
  /** Never encrypted. */
  DISABLE("disable"),
  /** Plain text first, TLS if the server refuses the plain login. */
  ALLOW("allow"),
  /** TLS first, plain text if the server has no TLS or refuses the login over it. */
  PREFER("prefer"),
  /** Always TLS; the chain is verified if there is a root source. */
  REQUIRE("require"),
  /** Always TLS with a verified chain. */
  VERIFY_CA("verify-ca"),
  /** Always TLS with a verified chain, for the name in the URL. */
  VERIFY_FULL("verify-full");

  /** MySQL's and MariaDB's names for the same modes, in lower case. */
  private static final Map<String, SslMode> OTHER_SPELLINGS =
      Map.of(
          "disabled", DISABLE,
          "preferred", PREFER,
          "required", REQUIRE,
          "trust", REQUIRE,
          "verify_ca", VERIFY_CA,
          "verify_identity", VERIFY_FULL);

  private final String parameterValue;

  SslMode(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /** Returns the value that the parameter {@code sslmode} has for this mode. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Whether no byte but the request for TLS may leave in clear text. */
  public boolean requiresEncryption() {
    return this == REQUIRE || requiresVerifiedChain();
  }

  /** Whether the chain is verified even when no root source was given. */
  public boolean requiresVerifiedChain() {
    return this == VERIFY_CA || this == VERIFY_FULL;
  }

  /** Whether the server must prove the name in the URL. */
  public boolean requiresVerifiedName() {
    return this == VERIFY_FULL;
  }

  /** Whether this mode demands less than the other one. */
  public boolean isWeakerThan(SslMode other) {
    return compareTo(other) < 0;
  }

  /** Returns the values that {@code sslmode} takes, weakest first. */
  public static List<String> parameterValues() {
    List<String> all = new ArrayList<>();
    for (SslMode mode : values()) {
      all.add(mode.parameterValue);
    }
    return List.copyOf(all);
  }

  /**
   * Reads a value of {@code sslmode}: libpq's names, and MySQL's and MariaDB's for the same modes,
   * in any case.
   *
   * @return the mode, or empty for any other text, the empty text included
   */
  public static Optional<SslMode> parse(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (SslMode mode : values()) {
      if (mode.parameterValue.equals(lower)) {
        return Optional.of(mode);
      }
    }
    return Optional.ofNullable(OTHER_SPELLINGS.get(lower));
  }
}
