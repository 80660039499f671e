package io.github.jdbctls.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a client certificate is sent: libpq's {@code sslcertmode}. Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
public enum ClientCertificateMode {
  /** None is sent, and no file of it is read. */
  DISABLE("disable"),
  /** One is sent if there is one and the server asks for it. */
  ALLOW("allow"),
  /** The server must ask for one, and it must have been sent. */
  REQUIRE("require");

  private final String parameterValue;

  ClientCertificateMode(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /** Returns the value that the parameter has for this mode. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Returns the values that the parameter takes. */
  public static List<String> parameterValues() {
    List<String> all = new ArrayList<>();
    for (ClientCertificateMode mode : values()) {
      all.add(mode.parameterValue);
    }
    return List.copyOf(all);
  }

  /** Reads a value, in lower case as libpq; empty for any other text. */
  public static Optional<ClientCertificateMode> parse(String value) {
    for (ClientCertificateMode mode : values()) {
      if (mode.parameterValue.equals(value)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
