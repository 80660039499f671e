package io.github.jdbctls.material;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * A file that is made to cost its reader time, memory or stack.
 *
 * @param name what it has, in words
 * @param maker of its bytes, which may be many
 */
record HostileFile(String name, Maker maker) {
  /** Makes the bytes. */
  interface Maker {
    byte[] bytes() throws Exception;
  }

  private static final int LARGE = 11 << 20;
  private static final ASN1Encodable SALT = new DEROctetString(new byte[16]);

  /** The first bytes of a PKCS#7 bundle with indefinite lengths. */
  static final byte[] PKCS7_START =
      HexFormat.of().parseHex("308006092A864886F70D010702A0803080020101");

  static final BigInteger LARGEST_INT = BigInteger.valueOf(Integer.MAX_VALUE);

  @Override
  public String toString() {
    return name;
  }

  /** An encrypted PKCS#8 key with PBKDF2. */
  static byte[] pbkdf2(BigInteger iterations, int keyLength) throws Exception {
    return pbes2(
        PKCSObjectIdentifiers.id_PBKDF2,
        sequence(SALT, new ASN1Integer(iterations), new ASN1Integer(keyLength)));
  }

  /** An encrypted PKCS#8 key with scrypt. */
  static byte[] scrypt(long n, long r, long p) throws Exception {
    return pbes2(
        MiscObjectIdentifiers.id_scrypt,
        sequence(SALT, new ASN1Integer(n), new ASN1Integer(r), new ASN1Integer(p)));
  }

  private static byte[] pbes2(ASN1ObjectIdentifier derivation, ASN1Encodable parameters)
      throws Exception {
    return encrypted(
        PKCSObjectIdentifiers.id_PBES2,
        sequence(
            sequence(derivation, parameters), sequence(NISTObjectIdentifiers.id_aes256_CBC, SALT)));
  }

  /** An encrypted PKCS#8 key with one of the older schemes. */
  static byte[] pbes1(ASN1ObjectIdentifier scheme, BigInteger iterations) throws Exception {
    return encrypted(
        scheme, sequence(new DEROctetString(new byte[8]), new ASN1Integer(iterations)));
  }

  private static byte[] encrypted(ASN1ObjectIdentifier scheme, ASN1Encodable parameters)
      throws Exception {
    return sequence(sequence(scheme, parameters), new DEROctetString(new byte[64])).getEncoded();
  }

  /** A PKCS#12 store without contents, whose MAC takes this many iterations. */
  static byte[] pkcs12Mac(BigInteger iterations) throws Exception {
    byte[] digest = new byte[20];
    ASN1Encodable algorithm = sequence(new ASN1ObjectIdentifier("1.3.14.3.2.26"), DERNull.INSTANCE);
    return pkcs12(
        new DEROctetString(sequence().getEncoded()),
        sequence(
            sequence(algorithm, new DEROctetString(digest)), SALT, new ASN1Integer(iterations)));
  }

  /** A PKCS#12 store with an encrypted part that takes this many iterations. */
  static byte[] pkcs12Encryption(BigInteger iterations) throws Exception {
    ASN1Encodable algorithm =
        sequence(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
            sequence(new DEROctetString(new byte[8]), new ASN1Integer(iterations)));
    byte[] info =
        Der.encode(
            Der.SEQUENCE,
            PKCSObjectIdentifiers.data.getEncoded(),
            algorithm.toASN1Primitive().getEncoded(),
            Der.encode(0x80, new byte[64]));
    byte[] encrypted =
        Der.encode(
            Der.SEQUENCE,
            PKCSObjectIdentifiers.encryptedData.getEncoded(),
            Der.encode(Der.CONTEXT_0, Der.encode(Der.SEQUENCE, new byte[] {2, 1, 0}, info)));
    return pkcs12(new DEROctetString(Der.encode(Der.SEQUENCE, encrypted)));
  }

  /** A PKCS#12 store whose contents are these. */
  static byte[] pkcs12(ASN1Encodable contents, ASN1Encodable... mac) throws Exception {
    byte[] safe =
        Der.encode(
            Der.SEQUENCE,
            PKCSObjectIdentifiers.data.getEncoded(),
            Der.encode(Der.CONTEXT_0, contents.toASN1Primitive().getEncoded()));
    byte[] last = mac.length == 0 ? new byte[0] : mac[0].toASN1Primitive().getEncoded();
    return Der.encode(Der.SEQUENCE, new byte[] {2, 1, 3}, safe, last);
  }

  /** A PKCS#7 bundle with these contents. */
  static byte[] pkcs7(byte[] contents) throws Exception {
    return Der.encode(
        Der.SEQUENCE,
        PKCSObjectIdentifiers.signedData.getEncoded(),
        Der.encode(Der.CONTEXT_0, Der.encode(Der.SEQUENCE, new byte[] {2, 1, 1}, contents)));
  }

  /** Constructed values in each other, around nothing. */
  static byte[] nested(int levels, int tag) {
    // Inside out: the lengths grow outwards.
    byte[] reversed = new byte[levels * 6];
    int length = 0;
    for (int i = 0; i < levels; i++) {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int start = octets.length > 1 && octets[0] == 0 ? 1 : 0;
      int size = length;
      for (int j = octets.length - 1; j >= start; j--) {
        reversed[length++] = octets[j];
      }
      if (size >= 0x80) {
        reversed[length++] = (byte) (0x80 | (octets.length - start));
      }
      reversed[length++] = (byte) tag;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = reversed[length - 1 - i];
    }
    return bytes;
  }

  /** The same with indefinite lengths, closed. */
  static byte[] nestedIndefinitely(int levels, int tag) {
    byte[] bytes = new byte[4 * levels];
    for (int i = 0; i < levels; i++) {
      bytes[2 * i] = (byte) tag;
      bytes[2 * i + 1] = (byte) 0x80;
    }
    return bytes;
  }

  /** An object identifier of eleven million arcs. */
  static byte[] longObjectIdentifier() {
    byte[] arcs = new byte[LARGE];
    Arrays.fill(arcs, (byte) 1);
    return Der.encode(Der.OBJECT_IDENTIFIER, arcs);
  }

  /** An integer of eleven million bytes. */
  static byte[] longInteger() {
    byte[] digits = new byte[LARGE];
    Arrays.fill(digits, (byte) 0x55);
    return Der.encode(Der.INTEGER, digits);
  }

  /** A PKCS#1 key whose modulus and private exponent have this many bits. */
  static byte[] pkcs1(int modulusBits, int exponentBits) throws Exception {
    BigInteger modulus = number(modulusBits);
    BigInteger prime = number(modulusBits / 2);
    return sequence(
            new ASN1Integer(0),
            new ASN1Integer(modulus),
            new ASN1Integer(number(exponentBits)),
            new ASN1Integer(modulus.subtract(BigInteger.TWO)),
            new ASN1Integer(prime),
            new ASN1Integer(prime.subtract(BigInteger.TWO)),
            new ASN1Integer(prime),
            new ASN1Integer(prime),
            new ASN1Integer(prime))
        .getEncoded();
  }

  /** An odd number with all its bits set. */
  static BigInteger number(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  static byte[] pem(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return ascii("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static DERSequence sequence(ASN1Encodable... values) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    vector.addAll(values);
    return new DERSequence(vector);
  }
}
