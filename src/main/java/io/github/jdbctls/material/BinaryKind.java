package io.github.jdbctls.material;

import io.github.jdbctls.material.Content.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells binary files that are no DER by the numbers that they begin with. */
final class BinaryKind {
  private static final byte[] SQLITE = ascii("SQLite format 3\0");
  private static final byte[] TAR = ascii("ustar");
  private static final int TAR_AT = 257;
  private static final byte[] WINDOWS_STORE = ascii("\0\0\0\0CERT");
  private static final int SHORTEST = 8;
  private static final int SALT_OF_BKS = 20;

  private BinaryKind() {}

  /** The kind, or empty if it is none of the known ones. */
  static Optional<Kind> of(byte[] file) {
    byte[] bytes = file.length < SHORTEST ? Arrays.copyOf(file, SHORTEST) : file;
    Optional<Kind> byNumber =
        switch (number(bytes, 0)) {
          case 0xFEEDFEED -> Optional.of(Kind.JKS);
          case 0xCECECECE -> Optional.of(Kind.JCEKS);
          case 0x504B0304, 0x504B0506 -> Optional.of(Kind.ZIP);
          case 1, 2 -> number(bytes, 4) == SALT_OF_BKS ? Optional.of(Kind.BKS) : Optional.empty();
          default -> Optional.empty();
        };
    if (byNumber.isPresent()) {
      return byNumber;
    }
    if (has(bytes, 0, SQLITE)) {
      return Optional.of(Kind.NSS_DATABASE);
    }
    if (has(bytes, 0, WINDOWS_STORE)) {
      return Optional.of(Kind.WINDOWS_STORE);
    }
    if (has(bytes, TAR_AT, TAR)) {
      return Optional.of(Kind.TAR);
    }
    if (bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
      return Optional.of(Kind.GZIP);
    }
    return isPgp(bytes) ? Optional.of(Kind.PGP) : Optional.empty();
  }

  /** The packet of a secret or public key (RFC 9580, section 4.2) of version 3 to 6. */
  private static boolean isPgp(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    int version =
        switch (first) {
          case 0x94, 0x98 -> bytes[2];
          case 0x95, 0x99 -> bytes[3];
          case 0xC5, 0xC6 -> second < 192 ? bytes[2] : second < 224 ? bytes[3] : bytes[6];
          default -> 0;
        };
    return version >= 3 && version <= 6;
  }

  private static int number(byte[] bytes, int from) {
    return (bytes[from] & 0xFF) << 24
        | (bytes[from + 1] & 0xFF) << 16
        | (bytes[from + 2] & 0xFF) << 8
        | (bytes[from + 3] & 0xFF);
  }

  private static boolean has(byte[] bytes, int from, byte[] part) {
    return bytes.length >= from + part.length
        && Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
