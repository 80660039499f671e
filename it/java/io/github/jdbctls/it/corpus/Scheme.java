package io.github.jdbctls.it.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a private key is encrypted. Immutable.
 *
 * @param cipher as {@code openssl} names it, or the whole scheme
 * @param hash of PBKDF2, as {@code openssl} names it; else empty
 */
record Scheme(Family family, String cipher, String hash) {
  /** Where a scheme comes from, and so which files have it. */
  enum Family {
    NONE,
    /** RFC 8018 with PBKDF2. */
    PBES2,
    /** RFC 8018 with RFC 7914. */
    SCRYPT,
    /** RFC 8018, PBES1, and RFC 7292. */
    PBE,
    /** The headers of RFC 1421. */
    DEK_INFO,
    /** What the key store's kind prescribes. */
    STORE
  }

  /** No encryption. */
  static final Scheme NONE = new Scheme(Family.NONE, "plain", "");

  /** That of the key store. */
  static final Scheme STORE = new Scheme(Family.STORE, "the store's own encryption", "");

  /** What {@code openssl} does today unless told otherwise. */
  static final Scheme USUAL = new Scheme(Family.PBES2, "aes-256-cbc", "hmacWithSHA256");

  /** What {@code openssl} did long ago. */
  static final Scheme USUAL_DEK_INFO = new Scheme(Family.DEK_INFO, "aes256", "");

  /** What BouncyCastle does not have in these places. */
  private static final Set<Scheme> REFUSED = Set.of(new Scheme(Family.DEK_INFO, "desx", ""));

  /** Every scheme. */
  static List<Scheme> all() {
    List<Scheme> all = new ArrayList<>(List.of(NONE, STORE));
    for (String cipher : List.of("aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3")) {
      for (String hash : List.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512")) {
        all.add(new Scheme(Family.PBES2, cipher, "hmacWith" + hash));
      }
    }
    for (String hash : List.of("MD5", "SHA512-224", "SHA512-256", "SHA3-256")) {
      all.add(new Scheme(Family.PBES2, "aes-256-cbc", "hmacWith" + hash));
    }
    for (String cipher : List.of("camellia-256-cbc", "aria-256-cbc", "seed-cbc")) {
      all.add(new Scheme(Family.PBES2, cipher, "hmacWithSHA256"));
    }
    all.add(new Scheme(Family.SCRYPT, "aes-128-cbc", ""));
    all.add(new Scheme(Family.SCRYPT, "aes-256-cbc", ""));
    for (String name :
        List.of(
            "MD5-DES",
            "SHA1-DES",
            "MD5-RC2-64",
            "SHA1-RC2-64",
            "SHA1-3DES",
            "SHA1-2DES",
            "SHA1-RC2-40",
            "SHA1-RC2-128",
            "SHA1-RC4-128",
            "SHA1-RC4-40")) {
      all.add(new Scheme(Family.PBE, "PBE-" + name, ""));
    }
    for (String cipher :
        List.of(
            "des",
            "des3",
            "aes128",
            "aes192",
            "aes256",
            "bf",
            "rc2",
            "camellia256",
            "aria256",
            "seed",
            "cast",
            "desx")) {
      all.add(new Scheme(Family.DEK_INFO, cipher, ""));
    }
    return List.copyOf(all);
  }

  /** Whether it is refused, as nobody here has it. */
  boolean isRefused() {
    return REFUSED.contains(this);
  }

  @Override
  public String toString() {
    return switch (family) {
      case NONE, STORE, PBE -> cipher;
      case PBES2 -> "PBES2 " + cipher + " " + hash;
      case SCRYPT -> "scrypt " + cipher;
      case DEK_INFO -> "DEK-Info " + cipher;
    };
  }
}
