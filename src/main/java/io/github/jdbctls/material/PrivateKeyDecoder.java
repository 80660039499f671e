package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes keys of decrypted bytes with the JDK's key factories: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017)
 * and SEC1 (RFC 5915), the latter two by putting them into PKCS#8.
 *
 * <p>DER alone: a key with indefinite lengths is damaged. Nobody writes one, and to read them costs
 * the square of their number.
 */
final class PrivateKeyDecoder {
  private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
  private static final byte[] RSA_ALGORITHM = {
    0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC_OBJECT_IDENTIFIER = {
    6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1
  };

  /** Version, modulus, public and private exponent, primes, their exponents, and a coefficient. */
  private static final int RSA_FIELDS = 9;

  private static final int FIRST_PRIME = 4;

  private final Place place;

  PrivateKeyDecoder(Place place) {
    this.place = place;
  }

  /**
   * Decodes a key.
   *
   * @param kind what the bytes are
   * @param key the bytes
   * @param curve the contents of the {@code EC PARAMETERS} in front of a SEC1 key
   * @throws ProblemException KEY_UNSUPPORTED, or WRONG_CONTENT if the key is damaged
   */
  PrivateKey decode(Content.Kind kind, byte[] key, Optional<byte[]> curve) throws ProblemException {
    byte[] pkcs8 = null;
    try {
      pkcs8 =
          switch (kind) {
            case PKCS8 -> key.clone();
            case PKCS1 ->
                Der.encode(
                    Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, Der.encode(Der.OCTET_STRING, key));
            case SEC1 -> fromSec1(key, curve);
            case DSA_KEY -> throw unsupported("is a DSA key, which TLS no longer has");
            default -> throw new IOException("no private key");
          };
      return fromPkcs8(pkcs8);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw place
          .problem(TlsFailure.WRONG_CONTENT, "has a private key that cannot be decoded")
          .withRemedy("Write the key again, completely, from where it was made.")
          .withCause(e)
          .exception();
    } finally {
      if (pkcs8 != null) {
        Arrays.fill(pkcs8, (byte) 0);
      }
    }
  }

  private PrivateKey fromPkcs8(byte[] pkcs8)
      throws ProblemException, IOException, GeneralSecurityException {
    Der key = Der.of(pkcs8);
    key.requireDefinite();
    key.child(2).wrapped().requireDefinite();
    Der algorithm = key.child(1);
    String type = algorithm.child(0).objectIdentifier();
    Optional<String> factory = KeyTypes.factory(type);
    if (factory.isEmpty()) {
      throw unsupported("is " + KeyTypes.describeUnsupported(type));
    }
    if (type.equals(KeyTypes.EC)) {
      if (algorithm.child(1).tag() == Der.SEQUENCE) {
        return fromPkcs8(withNamedCurve(key, algorithm.child(1)));
      }
      requireCurve(algorithm.child(1));
    }
    if (type.equals(KeyTypes.RSA) || type.equals(KeyTypes.RSASSA_PSS)) {
      requireUsualNumbers(key.child(2).wrapped());
    }
    return KeyFactory.getInstance(factory.orElseThrow())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /**
   * Requires numbers with which a signature takes no longer than with other keys of this length
   * (RFC 8017 section 3.2): primes of which the modulus is the product, neither of them much longer
   * than the other, and no number longer than the modulus.
   */
  private void requireUsualNumbers(Der rsa) throws ProblemException, IOException {
    List<Der> fields = rsa.children();
    BigInteger modulus = rsa.child(1).integer();
    int bits = modulus.bitLength();
    if (bits > KeyTypes.MOST_RSA_BITS) {
      throw unsupported(
          "has an RSA key of " + bits + " bits (at most " + KeyTypes.MOST_RSA_BITS + ")");
    }
    if (fields.size() < RSA_FIELDS) {
      throw new IOException("a number is missing");
    }
    for (Der field : fields.subList(1, RSA_FIELDS)) {
      if (field.integer().signum() <= 0) {
        throw unsupported(
            "has an RSA key without its primes, or with a number that is not positive");
      }
      if (field.integer().bitLength() > bits) {
        throw new IOException("a number that is longer than the modulus");
      }
    }
    int longest = bits - bits / 4;
    for (Der field : fields.subList(FIRST_PRIME, RSA_FIELDS)) {
      if (field.integer().bitLength() > longest) {
        throw new IOException("primes of too different lengths");
      }
    }
    if (!rsa.child(FIRST_PRIME)
        .integer()
        .multiply(rsa.child(FIRST_PRIME + 1).integer())
        .equals(modulus)) {
      throw new IOException("a modulus that is not the product of its primes");
    }
  }

  private byte[] withNamedCurve(Der key, Der parameters) throws ProblemException, IOException {
    Optional<byte[]> name = BouncyCastleCurve.nameOf(parameters.encoded());
    if (name.isEmpty()) {
      throw unsupported("is an EC key on a curve without a name");
    }
    return Der.encode(
        Der.SEQUENCE,
        VERSION_0,
        Der.encode(Der.SEQUENCE, EC_OBJECT_IDENTIFIER, name.orElseThrow()),
        key.child(2).encoded());
  }

  private void requireCurve(Der parameters) throws ProblemException, IOException {
    if (parameters.tag() != Der.OBJECT_IDENTIFIER) {
      throw unsupported("is an EC key whose curve has no name");
    }
    String curve = parameters.objectIdentifier();
    if (!KeyTypes.hasCurve(curve)) {
      throw unsupported("is an EC key on the curve " + curve + ", not P-256, P-384 or P-521");
    }
  }

  private byte[] fromSec1(byte[] key, Optional<byte[]> curve) throws IOException, ProblemException {
    List<Der> fields = Der.of(key).children();
    for (Der field : fields) {
      if (field.tag() == Der.CONTEXT_0) {
        return fromSec1(key, field.child(0).encoded());
      }
    }
    if (curve.isEmpty()) {
      throw unsupported("is an EC key that does not name its curve");
    }
    return fromSec1(key, curve.orElseThrow());
  }

  private static byte[] fromSec1(byte[] key, byte[] curve) {
    return Der.encode(
        Der.SEQUENCE,
        VERSION_0,
        Der.encode(Der.SEQUENCE, EC_OBJECT_IDENTIFIER, curve),
        Der.encode(Der.OCTET_STRING, key));
  }

  private ProblemException unsupported(String what) {
    return place
        .problem(TlsFailure.KEY_UNSUPPORTED, what)
        .withRemedy("Use a key of RSA, RSA-PSS, EC (P-256, P-384, P-521), Ed25519 or Ed448.")
        .exception();
  }
}
