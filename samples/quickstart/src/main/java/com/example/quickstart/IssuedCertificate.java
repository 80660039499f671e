package com.example.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate and its private key. */
record IssuedCertificate(X509Certificate certificate, PrivateKey key) {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  void writeCertificate(Path file) throws IOException, CertificateEncodingException {
    Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
  }

  /** Writes the key for the owner of the file only: PostgreSQL insists on that. */
  void writeKey(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String label, byte[] content) {
    return """
        -----BEGIN %1$s-----
        %2$s
        -----END %1$s-----
        """
        .formatted(label, LINES.encodeToString(content));
  }
}
