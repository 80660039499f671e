package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jdbctls.pki.TestCertificate;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Files that people set a parameter to, though they hold something else than it needs. */
enum Foreign {
  OPENSSH_KEY,
  SSH_PUBLIC_KEY,
  SSH_CERTIFICATE,
  PUTTY_KEY,
  PGP_ARMORED,
  PGP_BINARY,
  HTML,
  XML,
  SAML,
  JSON,
  JSON_WITH_PEM,
  JSON_WEB_KEY,
  KUBERNETES_SECRET,
  BASE64_OF_PEM,
  BASE64_OF_DER,
  PUBLIC_KEY,
  REQUEST,
  REQUEST_IN_DER,
  PARAMETERS,
  ZIP,
  GZIP,
  TAR,
  NSS_DATABASE,
  WINDOWS_STORE,
  COMMENTS,
  REPLACED_DASHES,
  QUOTED_PEM,
  CUT_SHORT,
  TRAILING_BYTES,
  JCEKS,
  BKS,
  TEXT,
  NOISE;

  static final TestCertificate CERTIFICATE = TestCertificate.leaf("app").selfSigned();

  byte[] bytes() throws Exception {
    byte[] der = CERTIFICATE.certificate().getEncoded();
    return switch (this) {
      case OPENSSH_KEY -> pem("OPENSSH PRIVATE KEY");
      case SSH_PUBLIC_KEY -> text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@here\n");
      case SSH_CERTIFICATE -> text("ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1 me@here\n");
      case PUTTY_KEY -> text("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n");
      case PGP_ARMORED -> pem("PGP PRIVATE KEY BLOCK");
      case PGP_BINARY -> bytes(0x99, 1, 13, 4, 0x5F, 1, 2, 3, 1);
      case HTML -> text("<!DOCTYPE html>\n<html><title>404</title></html>");
      case XML -> text("<?xml version='1.0'?><a/>");
      case SAML -> text("<?xml version='1.0'?><ds:X509Certificate>MII</ds:X509Certificate>");
      case JSON -> text("{\"a\": 1}");
      case JSON_WITH_PEM ->
          text("{\"data\": {\"ca\": \"" + CERTIFICATE.pem().replace("\n", "\\n") + "\"}}");
      case JSON_WEB_KEY -> text("{\"kty\": \"EC\", \"crv\": \"P-256\"}");
      case KUBERNETES_SECRET -> text("apiVersion: v1\nkind: Secret\ndata:\n  ca.crt: LS0t\n");
      case BASE64_OF_PEM -> Base64.getMimeEncoder().encode(text(CERTIFICATE.pem()));
      case BASE64_OF_DER -> Base64.getEncoder().encode(der);
      case PUBLIC_KEY ->
          text(
              TestCertificate.write(
                  new PemObject("PUBLIC KEY", CERTIFICATE.keyPair().getPublic().getEncoded())));
      case REQUEST -> text(TestCertificate.write(new PemObject("CERTIFICATE REQUEST", request())));
      case REQUEST_IN_DER -> request();
      case PARAMETERS -> pem("EC PARAMETERS");
      case ZIP -> bytes('P', 'K', 3, 4, 20, 0, 0, 0, 8, 0);
      case GZIP -> bytes(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3);
      case TAR -> tar();
      case NSS_DATABASE -> text("SQLite format 3\0\20\0\1\1");
      case WINDOWS_STORE -> text("\0\0\0\0CERT\3\0\0\0");
      case COMMENTS -> text("# no certificates yet\n\n  # none\n");
      case REPLACED_DASHES -> text(CERTIFICATE.pem().replace("-----", "\u2014\u2013-"));
      case QUOTED_PEM -> text('"' + CERTIFICATE.pem() + '"');
      case CUT_SHORT -> Arrays.copyOf(der, der.length - 20);
      case TRAILING_BYTES -> Arrays.copyOf(der, der.length + 1);
      case JCEKS -> bytes(0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0, 2, 0, 0);
      case BKS -> bytes(0, 0, 0, 2, 0, 0, 0, 20, 1, 2, 3);
      case TEXT -> text("hello");
      case NOISE -> bytes(1, 2, 3);
    };
  }

  private static byte[] request() throws Exception {
    return new JcaPKCS10CertificationRequestBuilder(
            new X500Name("CN=app"), CERTIFICATE.keyPair().getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(CERTIFICATE.key()))
        .getEncoded();
  }

  private static byte[] tar() {
    byte[] archive = new byte[512];
    archive[0] = 'a';
    System.arraycopy("ustar".getBytes(US_ASCII), 0, archive, 257, 5);
    return archive;
  }

  private static byte[] pem(String label) throws Exception {
    return text(TestCertificate.write(new PemObject(label, new byte[30])));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
