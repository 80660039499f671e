package io.github.jdbctls.settings;

import io.github.jdbctls.TlsVersion;
import java.util.Optional;

/**
 * The TLS versions that may be negotiated: of these, what the JVM enables. Immutable.
 *
 * @param least the oldest, inclusive
 * @param greatest the newest, inclusive
 * @param leastNamedBy who named the oldest; empty if nobody did, or an empty value took the bound
 *     away
 * @param greatestNamedBy who named the newest, likewise
 */
public record ProtocolBounds(
    TlsVersion least,
    TlsVersion greatest,
    Optional<Origin> leastNamedBy,
    Optional<Origin> greatestNamedBy) {
  /** TLS 1.2 and 1.3. */
  public static final ProtocolBounds DEFAULT =
      new ProtocolBounds(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);

  /** Bounds that nobody named. */
  public ProtocolBounds(TlsVersion least, TlsVersion greatest) {
    this(least, greatest, Optional.empty(), Optional.empty());
  }

  /** The same bounds without who named them: what decides how a handshake goes. */
  public ProtocolBounds withoutOrigins() {
    return new ProtocolBounds(least, greatest);
  }

  /** Whether the version, by JSSE's name, lies within. */
  public boolean contain(String protocol) {
    Optional<TlsVersion> version = TlsVersion.parse(protocol);
    return version.isPresent()
        && version.get().compareTo(least) >= 0
        && version.get().compareTo(greatest) <= 0;
  }

  /** The bounds in words. */
  public String describe() {
    return least.protocol() + " to " + greatest.protocol();
  }
}
