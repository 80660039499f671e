package io.github.jdbctls.material;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How something is encrypted with a password (RFC 8018, RFC 7914, RFC 7292), read from its
 * algorithm before anything is computed. Immutable.
 *
 * @param readByJdk whether the JDK has the scheme: PBES2 with PBKDF2 and AES in CBC mode, and the
 *     schemes of PKCS#12 other than Triple DES with two keys
 * @param iterations what it costs, in iterations of PBKDF2
 * @param excess what would cost too much, in words; empty if it is within the bounds
 */
record KeyEncryption(boolean readByJdk, long iterations, Optional<String> excess) {
  /** The most iterations: some seconds of work, sixteen times what OWASP tells its readers. */
  static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(10_000_000);

  /** The most memory of scrypt, in MiB; OpenSSL writes 16 and reads up to 32 by default. */
  static final BigInteger MOST_MEBIBYTES = BigInteger.valueOf(256);

  /** The most parallel runs of scrypt, which are worked off one after another. */
  static final BigInteger MOST_PARALLEL = BigInteger.valueOf(16);

  private static final BigInteger LONGEST_KEY = BigInteger.valueOf(64);
  private static final String PBES2 = "1.2.840.113549.1.5.13";
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";
  private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
  private static final Set<String> AES_CBC =
      Set.of("2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.42");

  /** Beginnings of the identifiers of HMACs: of RSA's, IANA's, NIST's, and of SM3. */
  private static final List<String> HMACS =
      List.of(
          "1.2.840.113549.2.", "1.3.6.1.5.5.8.1.", "2.16.840.1.101.3.4.2.", "1.2.156.10197.1.401.");

  /** RC4, Triple DES with three keys and RC2, as the JDK has them. */
  private static final Set<String> PKCS12_SCHEMES =
      Set.of(
          "1.2.840.113549.1.12.1.1",
          "1.2.840.113549.1.12.1.2",
          "1.2.840.113549.1.12.1.3",
          "1.2.840.113549.1.12.1.5",
          "1.2.840.113549.1.12.1.6");

  /** Reads the scheme of an encrypted PKCS#8 key. */
  static KeyEncryption of(byte[] encryptedKey) throws IOException {
    return of(Der.of(encryptedKey).child(0));
  }

  /** Reads an algorithm identifier. */
  static KeyEncryption of(Der algorithm) throws IOException {
    String scheme = algorithm.child(0).objectIdentifier();
    Der parameters = algorithm.child(1);
    if (scheme.equals(PBES2)) {
      String cipher = parameters.child(1).child(0).objectIdentifier();
      return ofDerivation(parameters.child(0), AES_CBC.contains(cipher));
    }
    // PBES1 and the schemes of PKCS#12: salt and count.
    return ofIterations(parameters.child(1), PKCS12_SCHEMES.contains(scheme));
  }

  /**
   * Reads a key derivation: PBKDF2 or scrypt.
   *
   * @param readByJdk whether the JDK has what the key is for
   */
  static KeyEncryption ofDerivation(Der derivation, boolean readByJdk) throws IOException {
    List<Der> values = derivation.child(1).children();
    return switch (derivation.child(0).objectIdentifier()) {
      case PBKDF2 -> {
        Optional<String> excess = keyLength(values);
        if (excess.isEmpty()) {
          excess = unknownHash(values);
        }
        yield excess.isPresent()
            ? new KeyEncryption(false, 0, excess)
            : ofIterations(at(values, 1), readByJdk);
      }
      case SCRYPT ->
          ofScrypt(at(values, 1).integer(), at(values, 2).integer(), at(values, 3).integer());
      default -> new KeyEncryption(false, 0, Optional.of("an unknown key derivation"));
    };
  }

  /** Reads the count of an iterated hash. */
  static KeyEncryption ofIterations(Der count, boolean readByJdk) throws IOException {
    BigInteger iterations = count.integer();
    return isWithin(iterations, MOST_ITERATIONS)
        ? new KeyEncryption(readByJdk, iterations.longValue(), Optional.empty())
        : new KeyEncryption(
            false,
            0,
            Optional.of(figure(iterations) + " iterations (at most " + MOST_ITERATIONS + ")"));
  }

  private static Der at(List<Der> values, int index) throws IOException {
    if (index >= values.size()) {
      throw new IOException("a parameter is missing");
    }
    return values.get(index);
  }

  private static Optional<String> keyLength(List<Der> pbkdf2) {
    try {
      return pbkdf2.size() < 3
              || pbkdf2.get(2).tag() != Der.INTEGER
              || isWithin(pbkdf2.get(2).integer(), LONGEST_KEY)
          ? Optional.empty()
          : Optional.of("a derived key longer than " + LONGEST_KEY + " bytes");
    } catch (IOException e) {
      return Optional.of("a derived key of no length");
    }
  }

  /** Other hashes can take ten times as long. */
  private static Optional<String> unknownHash(List<Der> pbkdf2) {
    try {
      Der last = pbkdf2.get(pbkdf2.size() - 1);
      if (last.tag() != Der.SEQUENCE) {
        return Optional.empty();
      }
      String hmac = last.child(0).objectIdentifier();
      return isKnown(hmac) ? Optional.empty() : Optional.of("PBKDF2 with an unknown hash");
    } catch (IOException e) {
      return Optional.of("PBKDF2 with a damaged hash");
    }
  }

  private static boolean isKnown(String hmac) {
    for (String beginning : HMACS) {
      if (hmac.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static KeyEncryption ofScrypt(BigInteger n, BigInteger r, BigInteger p) {
    if (n.signum() <= 0 || r.signum() <= 0 || n.bitLength() > 63 || r.bitLength() > 63) {
      return new KeyEncryption(false, 0, Optional.of("scrypt with parameters out of range"));
    }
    BigInteger blocks = n.multiply(r);
    BigInteger mebibytes = blocks.shiftRight(20 - 7);
    if (mebibytes.compareTo(MOST_MEBIBYTES) > 0) {
      return new KeyEncryption(
          false,
          0,
          Optional.of(
              "scrypt with " + figure(mebibytes) + " MiB (at most " + MOST_MEBIBYTES + ")"));
    }
    if (!isWithin(p, MOST_PARALLEL)) {
      return new KeyEncryption(
          false,
          0,
          Optional.of("scrypt with " + figure(p) + " runs (at most " + MOST_PARALLEL + ")"));
    }
    // A block of scrypt takes about as long as a quarter of an iteration of PBKDF2.
    return new KeyEncryption(false, blocks.multiply(p).shiftRight(2).longValue(), Optional.empty());
  }

  private static boolean isWithin(BigInteger value, BigInteger most) {
    return value.signum() > 0 && value.compareTo(most) <= 0;
  }

  private static String figure(BigInteger value) {
    return value.bitLength() < Long.SIZE ? value.toString() : "a number of more than 64 bits";
  }
}
