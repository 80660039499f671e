package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.CertificateContainer;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code sslrootcert} names. */
enum RootFile {
  RIGHT,
  WITH_INTERMEDIATES,
  INTERMEDIATES_FIRST,
  AMONG_OTHERS,
  TWICE,
  TEXT_AROUND,
  CRLF,
  NO_FINAL_NEWLINE,
  INDENTED_COMMENT_INSIDE,
  WRONG,
  SAME_NAME,
  SAME_NAME_FIRST,
  SAME_NAME_LAST,
  EXPIRED_TWIN,
  EXPIRED_TWIN_FIRST,
  CROSS_SIGNER,
  CROSS_CERTIFICATE_ALONE,
  CROSS_CERTIFICATE_AND_SIGNER,
  INTERMEDIATES_ALONE,
  LEAF,
  LEAF_AND_ROOT,
  BROKEN_BLOCK_AFTER,
  BROKEN_BLOCK_BEFORE,
  KEY_BESIDE,
  TRUSTED_CERTIFICATE,
  TRUSTED_FOR_SERVERS,
  TRUSTED_FOR_CLIENTS,
  TRUSTED_FOR_ANYTHING,
  REJECTED_FOR_SERVERS,
  REJECTED_FOR_CLIENTS,
  REJECTED_FOR_ANYTHING,
  REJECTED_AND_PLAIN,
  PLAIN_AND_REJECTED,
  REJECTED_INTERMEDIATES,
  REJECTED_LEAF,
  TRUSTED_INTERMEDIATES_ALONE,
  X509_LABEL,
  DER,
  PKCS7,
  ONE_LINE,
  EMPTY,
  GARBAGE,
  DIRECTORY,
  MISSING,
  /** The parameter is left out, and there is no default file. */
  ABSENT,
  /** The parameter is there without a value, and there is no default file. */
  EMPTY_VALUE,
  /**
   * Never drawn: {@link #CROSS_CERTIFICATE_AND_SIGNER} without what the server could send wrong.
   */
  CROSS_CERTIFICATE_SIGNER_AND_INTERMEDIATES;

  /** All that are drawn. */
  static final List<RootFile> UNUSUAL =
      Stream.of(values()).filter(f -> f != CROSS_CERTIFICATE_SIGNER_AND_INTERMEDIATES).toList();

  /** Those that differ from an ordinary file in form alone. */
  static final List<RootFile> GOOD =
      List.of(RIGHT, RIGHT, RIGHT, RIGHT, WITH_INTERMEDIATES, INTERMEDIATES_FIRST);

  /**
   * Whether one name has several certificates in it, of which libpq's search may take the worse.
   */
  boolean isAmbiguous() {
    return switch (this) {
      case SAME_NAME_FIRST, SAME_NAME_LAST, EXPIRED_TWIN_FIRST, CROSS_CERTIFICATE_AND_SIGNER ->
          true;
      default -> false;
    };
  }

  /** Whether it holds the right root and no intermediates, in a form that libpq reads. */
  boolean isRightInOtherForm() {
    return switch (this) {
      case RIGHT,
          TWICE,
          TEXT_AROUND,
          CRLF,
          NO_FINAL_NEWLINE,
          INDENTED_COMMENT_INSIDE,
          X509_LABEL,
          TRUSTED_CERTIFICATE,
          TRUSTED_FOR_SERVERS,
          TRUSTED_FOR_ANYTHING,
          REJECTED_FOR_CLIENTS,
          KEY_BESIDE,
          REJECTED_LEAF,
          LEAF_AND_ROOT ->
          true;
      default -> false;
    };
  }

  /** Whether libpq reads no such file, though it holds the right root. */
  boolean isRightInAFormOfOurs() {
    return this == DER || this == PKCS7 || this == ONE_LINE;
  }

  /** The same roots, with the intermediates that belong to the chain. */
  RootFile withIntermediates() {
    return this == CROSS_CERTIFICATE_AND_SIGNER
        ? CROSS_CERTIFICATE_SIGNER_AND_INTERMEDIATES
        : WITH_INTERMEDIATES;
  }

  /** Writes the file into the folder; the value of {@code sslrootcert}, empty to leave it out. */
  Optional<String> write(ServerChain chain, Path folder) throws IOException {
    Path file = folder.resolve("root-" + name() + ".crt");
    switch (this) {
      case ABSENT -> {
        return Optional.empty();
      }
      case EMPTY_VALUE -> {
        return Optional.of("");
      }
      case MISSING -> {
        return Optional.of(file.toString());
      }
      case DIRECTORY -> Files.createDirectories(file);
      default -> Files.write(file, bytes(chain));
    }
    return Optional.of(file.toString());
  }

  private byte[] bytes(ServerChain chain) {
    X509Certificate root = chain.root().certificate();
    return switch (this) {
      case DER -> RootFiles.der(root);
      case PKCS7 -> RootFiles.in(CertificateContainer.PKCS7_DER, root);
      case ONE_LINE -> RootFiles.in(CertificateContainer.PEM_IN_ONE_LINE, root);
      case TRUSTED_CERTIFICATE,
          TRUSTED_FOR_SERVERS,
          TRUSTED_FOR_CLIENTS,
          TRUSTED_FOR_ANYTHING,
          REJECTED_FOR_SERVERS,
          REJECTED_FOR_CLIENTS,
          REJECTED_FOR_ANYTHING,
          REJECTED_AND_PLAIN,
          PLAIN_AND_REJECTED,
          REJECTED_INTERMEDIATES,
          REJECTED_LEAF,
          TRUSTED_INTERMEDIATES_ALONE ->
          withSettings(chain).getBytes(StandardCharsets.UTF_8);
      default -> text(chain).getBytes(StandardCharsets.UTF_8);
    };
  }

  private String withSettings(ServerChain chain) {
    TestCertificate root = chain.root();
    return switch (this) {
      case TRUSTED_FOR_SERVERS -> TrustSettings.TRUSTING_SERVERS.on(root);
      case TRUSTED_FOR_CLIENTS -> TrustSettings.TRUSTING_CLIENTS.on(root);
      case TRUSTED_FOR_ANYTHING -> TrustSettings.TRUSTING_ANYTHING.on(root);
      case REJECTED_FOR_SERVERS -> TrustSettings.REJECTING_SERVERS.on(root);
      case REJECTED_FOR_CLIENTS -> TrustSettings.REJECTING_CLIENTS.on(root);
      case REJECTED_FOR_ANYTHING -> TrustSettings.REJECTING_ANYTHING.on(root);
      case REJECTED_AND_PLAIN -> TrustSettings.REJECTING_SERVERS.on(root) + root.pem();
      case PLAIN_AND_REJECTED -> root.pem() + TrustSettings.REJECTING_SERVERS.on(root);
      case REJECTED_INTERMEDIATES ->
          root.pem() + TrustSettings.REJECTING_SERVERS.on(chain.intermediates());
      case REJECTED_LEAF -> TrustSettings.REJECTING_SERVERS.on(chain.leaf()) + root.pem();
      case TRUSTED_INTERMEDIATES_ALONE -> TrustSettings.TRUSTING_SERVERS.on(chain.intermediates());
      default -> TrustSettings.NONE.on(root);
    };
  }

  private String text(ServerChain chain) {
    String root = chain.root().pem();
    String other = chain.otherRoot().pem();
    String intermediates = pem(chain.intermediates());
    return switch (this) {
      case WITH_INTERMEDIATES -> root + intermediates;
      case INTERMEDIATES_FIRST -> intermediates + root;
      case AMONG_OTHERS -> other + root + intermediates;
      case TWICE -> root + root;
      case TEXT_AROUND -> "Issuer: nobody\n\n" + root + "\nend of file\n";
      case CRLF -> root.replace("\n", "\r\n");
      case NO_FINAL_NEWLINE -> root.stripTrailing();
      case INDENTED_COMMENT_INSIDE -> "# roots\n  # more\n" + root + "# end\n";
      case WRONG -> other;
      case SAME_NAME -> chain.impostor(chain.certificates().size() - 1).pem();
      case SAME_NAME_FIRST -> chain.impostor(chain.certificates().size() - 1).pem() + root;
      case SAME_NAME_LAST -> root + chain.impostor(chain.certificates().size() - 1).pem();
      case EXPIRED_TWIN -> chain.expiredTwin(chain.certificates().size() - 1).pem();
      case EXPIRED_TWIN_FIRST -> chain.expiredTwin(chain.certificates().size() - 1).pem() + root;
      case CROSS_SIGNER -> other;
      case CROSS_CERTIFICATE_ALONE -> chain.crossCertificate().pem();
      case CROSS_CERTIFICATE_AND_SIGNER -> chain.crossCertificate().pem() + other;
      case CROSS_CERTIFICATE_SIGNER_AND_INTERMEDIATES ->
          chain.crossCertificate().pem() + other + intermediates;
      case INTERMEDIATES_ALONE -> intermediates;
      case LEAF -> chain.leaf().pem();
      case LEAF_AND_ROOT -> chain.leaf().pem() + root;
      case BROKEN_BLOCK_AFTER -> root + RootFiles.BROKEN;
      case BROKEN_BLOCK_BEFORE -> RootFiles.BROKEN + root;
      case KEY_BESIDE -> chain.otherRoot().keyPem() + root;
      case X509_LABEL -> root.replace(" CERTIFICATE-", " X509 CERTIFICATE-");
      case EMPTY -> "";
      case GARBAGE -> "this is no certificate\n";
      default -> root;
    };
  }

  private static String pem(List<TestCertificate> certificates) {
    List<X509Certificate> plain =
        certificates.stream().flatMap(c -> Stream.of(c.certificate())).toList();
    return TestCertificate.pem(plain);
  }
}
