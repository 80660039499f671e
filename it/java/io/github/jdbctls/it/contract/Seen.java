package io.github.jdbctls.it.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of one connection.
 *
 * @param version of TLS; null in plain text, and of a server that does not tell
 * @param cipher as {@link #cipher} writes it; null as the version is
 */
record Seen(boolean encrypted, @Nullable String version, @Nullable String cipher) {
  static final Seen PLAIN = new Seen(false, null, null);

  /** Returns a standard name as OpenSSL has it: those of TLS 1.3 are the same there. */
  static String cipher(String standardName) {
    String name = standardName.replace("_WITH_", "_");
    return name.equals(standardName)
        ? name
        : name.substring("TLS_".length())
            .replace("AES_", "AES")
            .replaceFirst("_POLY1305_SHA256$", "_POLY1305")
            .replace('_', '-');
  }
}
