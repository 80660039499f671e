package io.github.jdbctls.material;

import java.util.Map;
import java.util.Optional;

/** The kinds of private key, by the object identifier of PKCS#8's algorithm. */
final class KeyTypes {
  static final String RSA = "1.2.840.113549.1.1.1";
  static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  static final String EC = "1.2.840.10045.2.1";

  /** The largest key of RSA, as in the JDK and OpenSSL; one signature of it takes a second. */
  static final int MOST_RSA_BITS = 16384;

  /** The identifiers of the JDK's key factories. */
  private static final Map<String, String> FACTORIES =
      Map.of(
          RSA,
          "RSA",
          RSASSA_PSS,
          "RSASSA-PSS",
          EC,
          "EC",
          "1.3.101.112",
          "Ed25519",
          "1.3.101.113",
          "Ed448");

  private static final Map<String, String> REFUSED =
      Map.of(
          "1.2.840.10040.4.1", "a DSA key, which TLS no longer has",
          "1.3.101.110", "an X25519 key, which cannot sign",
          "1.3.101.111", "an X448 key, which cannot sign");

  private static final Map<String, String> CURVES =
      Map.of("1.2.840.10045.3.1.7", "P-256", "1.3.132.0.34", "P-384", "1.3.132.0.35", "P-521");

  private KeyTypes() {}

  /** The JDK's key factory for this kind, or empty. */
  static Optional<String> factory(String objectIdentifier) {
    return Optional.ofNullable(FACTORIES.get(objectIdentifier));
  }

  /** What a kind without a factory is, in words. */
  static String describeUnsupported(String objectIdentifier) {
    return REFUSED.getOrDefault(objectIdentifier, "a key of the unknown kind " + objectIdentifier);
  }

  /** Whether the JVM has this curve in TLS. */
  static boolean hasCurve(String objectIdentifier) {
    return CURVES.containsKey(objectIdentifier);
  }
}
