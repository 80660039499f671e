package io.github.jdbctls.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How TLS begins: libpq's {@code sslnegotiation}. Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
public enum SslNegotiation {
  /** The server is asked for TLS first. */
  POSTGRES("postgres"),
  /** The handshake begins at once; the server must select the protocol by ALPN. */
  DIRECT("direct");

  private final String parameterValue;

  SslNegotiation(String parameterValue) {
    this.parameterValue = parameterValue;
  }

  /** Returns the value that the parameter has for it. */
  public String parameterValue() {
    return parameterValue;
  }

  /** Returns the values that the parameter takes. */
  public static List<String> parameterValues() {
    List<String> all = new ArrayList<>();
    for (SslNegotiation negotiation : values()) {
      all.add(negotiation.parameterValue);
    }
    return List.copyOf(all);
  }

  /** Reads a value, in lower case as libpq; empty for any other text. */
  public static Optional<SslNegotiation> parse(String value) {
    for (SslNegotiation negotiation : values()) {
      if (negotiation.parameterValue.equals(value)) {
        return Optional.of(negotiation);
      }
    }
    return Optional.empty();
  }
}
