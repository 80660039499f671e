package io.github.jdbctls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Certificates or keys in memory, in any of the formats that a file may have. Immutable; prints
 * nothing of what it holds.
 *
 * @see TlsMaterialSource
 */
public final class TlsMaterial {
  private static final byte[] LINE_BREAK = {'\n'};
  private static final int LINE_LENGTH = 64;

  private final byte[] content;

  /** Takes the bytes over. */
  private TlsMaterial(byte[] content) {
    this.content = content;
  }

  /** Material in any format that a file may have: PEM, DER, PKCS#7, PKCS#12, JKS. */
  public static TlsMaterial of(byte[] content) {
    return new TlsMaterial(content.clone());
  }

  /** Material in PEM. */
  public static TlsMaterial ofPem(String pem) {
    return new TlsMaterial(pem.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Certificates, such as trusted roots.
   *
   * @throws IllegalArgumentException if there is none, or one cannot be encoded
   */
  public static TlsMaterial ofCertificates(Collection<? extends X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("There is no certificate");
    }
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    certificates.forEach(certificate -> append(pem, certificate));
    return new TlsMaterial(pem.toByteArray());
  }

  /**
   * A private key and the certificates for it.
   *
   * @param chain leaf first
   * @throws IllegalArgumentException if the key does not leave its provider, as that of a hardware
   *     token does not; if there is no certificate, or one cannot be encoded
   */
  public static TlsMaterial ofIdentity(PrivateKey key, List<X509Certificate> chain) {
    TlsMaterial certificates = ofCertificates(chain);
    // Not wiped: a provider may hand out its own array.
    byte[] encoded = key.getEncoded();
    if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
      throw new IllegalArgumentException(
          "The key, " + key.getAlgorithm() + ", cannot be taken out of its provider");
    }
    WipedOutput pem = new WipedOutput();
    try {
      append(pem, "PRIVATE KEY", encoded);
      pem.writeBytes(certificates.content);
      return new TlsMaterial(pem.toByteArray());
    } finally {
      pem.wipe();
    }
  }

  /** Returns a copy of the bytes. */
  public byte[] content() {
    return content.clone();
  }

  private static void append(ByteArrayOutputStream pem, X509Certificate certificate) {
    try {
      append(pem, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate cannot be encoded", e);
    }
  }

  private static void append(ByteArrayOutputStream pem, String label, byte[] encoded) {
    byte[] lines = Base64.getMimeEncoder(LINE_LENGTH, LINE_BREAK).encode(encoded);
    pem.writeBytes(("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII));
    pem.writeBytes(lines);
    pem.writeBytes(("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII));
    Arrays.fill(lines, (byte) 0);
  }

  @Override
  public String toString() {
    return "TlsMaterial[***]";
  }

  /** An output of which no copy stays behind, once it has been wiped, but those made by growing. */
  private static final class WipedOutput extends ByteArrayOutputStream {
    private static final int LARGER_THAN_KEYS = 1 << 16;

    WipedOutput() {
      super(LARGER_THAN_KEYS);
    }

    void wipe() {
      Arrays.fill(buf, (byte) 0);
    }
  }
}
