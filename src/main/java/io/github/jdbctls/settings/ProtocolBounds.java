package io.github.jdbctls.settings;

import io.github.jdbctls.TlsVersion;

/**
 * The TLS versions that may be negotiated. Immutable.
 *
 * @param least the oldest, inclusive
 * @param greatest the newest, inclusive
 */
public record ProtocolBounds(TlsVersion least, TlsVersion greatest) {
  /** TLS 1.2 and 1.3. */
  public static final ProtocolBounds DEFAULT =
      new ProtocolBounds(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);

  /** Whether the version, by JSSE's name, lies within. */
  public boolean contain(String protocol) {
    return TlsVersion.parse(protocol)
        .filter(v -> v.compareTo(least) >= 0 && v.compareTo(greatest) <= 0)
        .isPresent();
  }

  /** The bounds in words. */
  public String describe() {
    return least.protocol() + " to " + greatest.protocol();
  }
}
