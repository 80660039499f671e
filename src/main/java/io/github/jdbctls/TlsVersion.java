package io.github.jdbctls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version of the TLS protocol, oldest first, by the names that libpq and JSSE share. Immutable.
 */
public enum TlsVersion {
  /** TLS 1.0, which current JVMs have disabled. */
  TLS_1_0("TLSv1"),
  /** TLS 1.1, which current JVMs have disabled. */
  TLS_1_1("TLSv1.1"),
  /** TLS 1.2, the default lower bound. */
  TLS_1_2("TLSv1.2"),
  /** TLS 1.3. */
  TLS_1_3("TLSv1.3");

  private final String protocol;

  TlsVersion(String protocol) {
    this.protocol = protocol;
  }

  /** Returns the name that libpq and JSSE use, such as {@code TLSv1.2}. */
  public String protocol() {
    return protocol;
  }

  /** Returns the names of all versions, oldest first. */
  public static List<String> protocols() {
    List<String> all = new ArrayList<>();
    for (TlsVersion version : values()) {
      all.add(version.protocol);
    }
    return List.copyOf(all);
  }

  /** Reads a name such as {@code TLSv1.2} in any case; empty for any other text. */
  public static Optional<TlsVersion> parse(String value) {
    for (TlsVersion version : values()) {
      if (version.protocol.equalsIgnoreCase(value)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
