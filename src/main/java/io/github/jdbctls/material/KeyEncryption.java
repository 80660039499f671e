package io.github.jdbctls.material;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an encrypted PKCS#8 key is encrypted (RFC 8018, RFC 7914, RFC 7292), read from its algorithm
 * before anything is computed. Immutable.
 *
 * @param readByJdk whether the JDK has the scheme: PBES2 with PBKDF2 and AES in CBC mode
 * @param excess what would cost too much, in words; empty if it is within the bounds
 */
record KeyEncryption(boolean readByJdk, Optional<String> excess) {
  /** The most iterations: some seconds of work, seventy times what OpenSSL's users are told. */
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

  /** Reads the scheme of an encrypted PKCS#8 key. */
  static KeyEncryption of(byte[] encryptedKey) throws IOException {
    Der algorithm = Der.of(encryptedKey).child(0);
    Der parameters = algorithm.child(1);
    if (!algorithm.child(0).objectIdentifier().equals(PBES2)) {
      // PBES1 and the schemes of PKCS#12: salt and count.
      return new KeyEncryption(false, iterations(parameters.child(1)));
    }
    Der derivation = parameters.child(0);
    List<Der> values = derivation.child(1).children();
    String cipher = parameters.child(1).child(0).objectIdentifier();
    return switch (derivation.child(0).objectIdentifier()) {
      case PBKDF2 ->
          new KeyEncryption(
              AES_CBC.contains(cipher), iterations(at(values, 1)).or(() -> keyLength(values)));
      case SCRYPT ->
          new KeyEncryption(
              false,
              scrypt(at(values, 1).integer(), at(values, 2).integer(), at(values, 3).integer()));
      default -> new KeyEncryption(false, Optional.of("an unknown key derivation"));
    };
  }

  private static Der at(List<Der> values, int index) throws IOException {
    if (index >= values.size()) {
      throw new IOException("a parameter is missing");
    }
    return values.get(index);
  }

  private static Optional<String> iterations(Der count) throws IOException {
    BigInteger iterations = count.integer();
    return isWithin(iterations, MOST_ITERATIONS)
        ? Optional.empty()
        : Optional.of(figure(iterations) + " iterations (at most " + MOST_ITERATIONS + ")");
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

  private static Optional<String> scrypt(BigInteger n, BigInteger r, BigInteger p) {
    BigInteger mebibytes = n.multiply(r).shiftRight(20 - 7);
    if (n.signum() <= 0 || r.signum() <= 0 || mebibytes.compareTo(MOST_MEBIBYTES) > 0) {
      return Optional.of(
          "scrypt with " + figure(mebibytes) + " MiB (at most " + MOST_MEBIBYTES + ")");
    }
    return isWithin(p, MOST_PARALLEL)
        ? Optional.empty()
        : Optional.of("scrypt with " + figure(p) + " runs (at most " + MOST_PARALLEL + ")");
  }

  private static boolean isWithin(BigInteger value, BigInteger most) {
    return value.signum() > 0 && value.compareTo(most) <= 0;
  }

  private static String figure(BigInteger value) {
    return value.bitLength() < Long.SIZE ? value.toString() : "a number of more than 64 bits";
  }
}
