package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.ClientIdentity.KeyFile;
import io.github.jdbctls.it.differential.ClientIdentity.Password;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Writes the files of client certificates, each into a folder of its own. */
final class ClientFiles {
  /** The user whose name the right certificates have. */
  static final String USER = "certified";

  static final String KEY_PASSWORD = "key-password";

  private final Path folder;
  private final SharedKeys keys;
  private final TestCertificate root;
  private final TestCertificate intermediate;
  private final TestCertificate otherRoot;
  private final Map<ClientIdentity, Map<String, String>> written = new LinkedHashMap<>();

  ClientFiles(Path folder, SharedKeys keys) {
    this.folder = folder;
    this.keys = keys;
    this.root = authority("Client root").selfSigned();
    this.intermediate = authority("Client authority").issuedBy(root);
    this.otherRoot = authority("Other client root").selfSigned();
  }

  private TestCertificateBuilder authority(String name) {
    return TestCertificate.authority(name).keyPair(keys.of(KeyAlgorithm.EC_P256, name));
  }

  /** The root by which the server checks client certificates. */
  TestCertificate root() {
    return root;
  }

  /** The parameters that name the identity's files. */
  synchronized Map<String, String> parameters(ClientIdentity identity) {
    return written.computeIfAbsent(identity, this::write);
  }

  private Map<String, String> write(ClientIdentity identity) {
    if (identity.certificate() == CertificateFile.NONE) {
      return Map.of();
    }
    try {
      Path own = Files.createDirectories(folder.resolve("client-" + written.size()));
      Map<String, String> parameters = new LinkedHashMap<>();
      TestCertificate certificate = certificate(identity);
      Path certificateFile = own.resolve("client.crt");
      writeCertificate(identity, certificate, certificateFile);
      if (identity.certificate() != CertificateFile.KEY_ALONE) {
        parameters.put("sslcert", certificateFile.toString());
      }
      if (identity.key() != KeyFile.ABSENT) {
        parameters.put("sslkey", writeKey(identity, certificate, own, certificateFile).toString());
      }
      if (identity.password() != Password.ABSENT) {
        parameters.put(
            "sslpassword",
            switch (identity.password()) {
              case RIGHT -> KEY_PASSWORD;
              case WRONG -> "wrong-" + KEY_PASSWORD;
              default -> "";
            });
      }
      return parameters;
    } catch (Exception e) {
      throw new IllegalStateException(identity.toString(), e);
    }
  }

  private TestCertificate certificate(ClientIdentity identity) {
    TestCertificateBuilder leaf =
        TestCertificate.leaf(
                identity.certificate() == CertificateFile.OTHER_NAME ? "somebody else" : USER)
            .keyPair(keys.of(identity.algorithm(), "client"));
    return switch (identity.certificate()) {
      case WITH_INTERMEDIATE, INTERMEDIATE_LEFT_OUT -> leaf.issuedBy(intermediate);
      case OF_ANOTHER_AUTHORITY -> leaf.issuedBy(otherRoot);
      case SELF_SIGNED -> leaf.selfSigned();
      case EXPIRED -> leaf.expired().issuedBy(root);
      case FOR_SERVERS -> leaf.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).issuedBy(root);
      case SIGNED_WITH_SHA1 -> leaf.signature("SHA1withECDSA").issuedBy(root);
      default -> leaf.issuedBy(root);
    };
  }

  private void writeCertificate(ClientIdentity identity, TestCertificate certificate, Path file)
      throws Exception {
    String pem = certificate.pem();
    switch (identity.certificate()) {
      case MISSING -> {
        return;
      }
      case DIRECTORY -> {
        Files.createDirectory(file);
        return;
      }
      case DER -> {
        Files.write(file, certificate.certificate().getEncoded());
        return;
      }
      case WITH_INTERMEDIATE -> pem = certificate.chainPem();
      case AUTHORITY_FIRST ->
          pem = TestCertificate.pem(List.of(root.certificate(), certificate.certificate()));
      case TEXT_AROUND -> pem = "subject=client\n" + pem + "end\n";
      case CRLF -> pem = pem.replace("\n", "\r\n");
      case EMPTY -> pem = "";
      case GARBAGE -> pem = "no certificate\n";
      default -> {
        // As it is.
      }
    }
    Files.writeString(file, pem);
  }

  private Path writeKey(
      ClientIdentity identity, TestCertificate certificate, Path own, Path certificateFile)
      throws Exception {
    Path file = own.resolve("client.key");
    switch (identity.key()) {
      case MISSING -> {
        return file;
      }
      case DIRECTORY -> {
        return Files.createDirectory(file);
      }
      case IN_THE_CERTIFICATE_FILE -> {
        if (Files.isRegularFile(certificateFile)) {
          byte[] both =
              (Files.readString(certificateFile, StandardCharsets.ISO_8859_1)
                      + certificate.keyPem())
                  .getBytes(StandardCharsets.ISO_8859_1);
          return protect(identity, Files.write(certificateFile, both));
        }
        return certificateFile;
      }
      case EMPTY -> Files.writeString(file, "");
      case GARBAGE -> Files.writeString(file, "no key\n");
      case OF_ANOTHER_CERTIFICATE ->
          Files.write(file, identity.format().bytes(stranger(identity), KEY_PASSWORD));
      default -> Files.write(file, identity.format().bytes(certificate, KEY_PASSWORD));
    }
    return protect(identity, file);
  }

  private TestCertificate stranger(ClientIdentity identity) {
    return TestCertificate.leaf("stranger")
        .keyPair(keys.of(identity.algorithm(), "stranger"))
        .issuedBy(root);
  }

  private static Path protect(ClientIdentity identity, Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(identity.permissions().mode()));
    return identity.permissions().isSymlink()
        ? Files.createSymbolicLink(file.resolveSibling("link-to-" + file.getFileName()), file)
        : file;
  }
}
