package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads who has one thing wrong, through the driver. */
class FailureIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").issuedBy(ROOT);
  private static final String KEY_PASSWORD = "dUmmyP^#+";

  @TempDir private static Path folder;
  private static Path roots;

  @BeforeAll
  static void write() throws Exception {
    roots = ROOT.writeChain(folder.resolve("root.crt"));
    CLIENT.writeChain(folder.resolve("client.crt"));
    CLIENT.writeKey(folder.resolve("client.key"));
    CLIENT.writeKey(folder.resolve("open.key"));
    Files.setPosixFilePermissions(
        folder.resolve("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
    TestCertificate.leaf("somebody else").selfSigned().writeKey(folder.resolve("other.key"));
    KeyFormat.PKCS8_AES.write(folder.resolve("encrypted.key"), CLIENT, KEY_PASSWORD);
    Files.writeString(
        folder.resolve("client.csr"),
        TestCertificate.write(new PemObject("CERTIFICATE REQUEST", new byte[9])));
    Files.writeString(folder.resolve("page.html"), "<html><body>Not found</body></html>");
    Files.createFile(folder.resolve("empty.crt"));
    Files.createDirectory(folder.resolve("directory"));
    Files.createSymbolicLink(folder.resolve("loop.crt"), folder.resolve("loop.crt"));
  }

  /** A server certificate, the failure that it ends in, and what the message must have. */
  private record Certificate(
      TlsFailure failure, TestCertificate certificate, List<String> inMessage) {
    static Certificate of(TlsFailure failure, TestCertificate certificate, String... inMessage) {
      return new Certificate(failure, certificate, List.of(inMessage));
    }

    @Override
    public String toString() {
      return failure.name();
    }
  }

  private static TestCertificateBuilder server(String commonName) {
    return TestCertificate.leaf(commonName).dnsName("localhost");
  }

  static Stream<Certificate> certificates() {
    Instant now = Instant.now();
    TestCertificate future =
        server("early")
            .valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)))
            .issuedBy(ROOT);
    TestCertificate expired = server("late").expired().issuedBy(ROOT);
    TestCertificate noAuthority = TestCertificate.leaf("no authority").issuedBy(ROOT);
    TestCertificate unknown = TestCertificate.authority("unknown root").selfSigned();
    return Stream.of(
        Certificate.of(
            TlsFailure.CERTIFICATE_NOT_YET_VALID,
            future,
            "\"CN=early\" is not valid before",
            future.certificate().getNotBefore().toInstant().toString(),
            "the clock says"),
        Certificate.of(
            TlsFailure.CERTIFICATE_EXPIRED,
            expired,
            "\"CN=late\" expired at",
            expired.certificate().getNotAfter().toInstant().toString()),
        Certificate.of(
            TlsFailure.WEAK_CERTIFICATE,
            server("weak").algorithm(KeyAlgorithm.RSA_1024).issuedBy(ROOT),
            "\"CN=weak\" has an RSA key of 1024 bits"),
        Certificate.of(
            TlsFailure.WRONG_PURPOSE,
            server("client only").extendedKeyUsage(KeyPurposeId.id_kp_clientAuth).issuedBy(ROOT),
            "\"CN=client only\" has an extended key usage without serverAuth"),
        Certificate.of(
            TlsFailure.CONSTRAINT_VIOLATED,
            server("db").issuedBy(noAuthority),
            "\"CN=no authority\" has issued another one"),
        Certificate.of(
            TlsFailure.MALFORMED_CERTIFICATE,
            server("malformed")
                .with(Extension.extendedKeyUsage, false, new DERUTF8String("x"))
                .issuedBy(ROOT),
            "CN=malformed"),
        Certificate.of(
            TlsFailure.UNTRUSTED_CHAIN, server("db").issuedBy(unknown), "CN=unknown root"),
        Certificate.of(
            TlsFailure.WRONG_NAME,
            TestCertificate.leaf("db").dnsName("db.example").issuedBy(ROOT),
            "localhost",
            "db.example"));
  }

  private static TlsException refused(int port, String parameters) throws SQLException {
    return Refusal.of(
        () ->
            DriverManager.getConnection(
                "jdbc:tls:postgresql://localhost:" + port + "/postgres?" + parameters,
                "app",
                "secret"));
  }

  private static void assertSays(TlsException refused, TlsFailure failure, List<String> texts) {
    assertThat(refused.failure()).isEqualTo(failure);
    assertThat(refused.getSQLState()).isEqualTo(failure.sqlState());
    assertThat(refused.getMessage()).startsWith(failure.code() + ": ").contains(texts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("certificates")
  void isSaidOfTheServersCertificate(Certificate wrong) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(wrong.certificate(), "TLSv1.3")) {
      TlsException refused = refused(server.port(), "sslrootcert=" + roots);

      assertSays(refused, wrong.failure(), wrong.inMessage());
      assertThat(refused.getMessage()).contains("localhost:" + server.port());
      assertThat(server.handshakes()).as("completed handshakes").isEmpty();
    }
  }

  /** Shows that the certificates of the other test have one thing wrong only. */
  @Test
  void isNotSaidOfAGoodCertificate() throws Exception {
    try (ResumingTlsServer server =
        ResumingTlsServer.start(server("good").issuedBy(ROOT), "TLSv1.3")) {
      DriverManager.getConnection(
              "jdbc:tls:postgresql://localhost:" + server.port() + "/postgres?sslrootcert=" + roots,
              "app",
              "secret")
          .close();

      assertThat(server.handshakes()).hasSize(1);
    }
  }

  /** Parameters with a wrong file: each {@code @} stands for the folder. */
  private record WrongFile(TlsFailure failure, String parameters, List<String> inMessage) {
    static WrongFile of(TlsFailure failure, String parameters, String... inMessage) {
      return new WrongFile(failure, parameters, List.of(inMessage));
    }

    @Override
    public String toString() {
      return failure + " " + parameters;
    }
  }

  static Stream<WrongFile> files() {
    String client = "sslrootcert=@/root.crt&sslcert=@/client.crt";
    return Stream.of(
        WrongFile.of(
            TlsFailure.FILE_MISSING, "sslrootcert=@/absent.crt", "@/absent.crt", "\"sslrootcert\""),
        WrongFile.of(
            TlsFailure.FILE_UNREADABLE, "sslrootcert=@/loop.crt", "@/loop.crt", "\"sslrootcert\""),
        WrongFile.of(
            TlsFailure.FILE_EMPTY, "sslrootcert=@/empty.crt", "@/empty.crt", "\"sslrootcert\""),
        WrongFile.of(
            TlsFailure.WRONG_CONTENT,
            "sslrootcert=@/directory",
            "@/directory",
            "\"sslrootcert\"",
            "is a directory"),
        WrongFile.of(
            TlsFailure.WRONG_CONTENT,
            "sslrootcert=@/page.html",
            "@/page.html",
            "\"sslrootcert\"",
            "an HTML page"),
        WrongFile.of(
            TlsFailure.WRONG_CONTENT,
            "sslrootcert=@/encrypted.key",
            "@/encrypted.key",
            "\"sslrootcert\"",
            "an encrypted PKCS#8 key"),
        WrongFile.of(
            TlsFailure.WRONG_CONTENT,
            "sslrootcert=@/root.crt&sslcert=@/client.csr&sslkey=@/client.key",
            "@/client.csr",
            "\"sslcert\"",
            "a certificate signing request"),
        WrongFile.of(
            TlsFailure.KEY_PERMISSIONS,
            client + "&sslkey=@/open.key",
            "@/open.key",
            "\"sslkey\"",
            "0644",
            "0600"),
        WrongFile.of(
            TlsFailure.KEY_MISMATCH, client + "&sslkey=@/other.key", "@/other.key", "@/client.crt"),
        WrongFile.of(
            TlsFailure.KEY_PASSWORD_MISSING,
            client + "&sslkey=@/encrypted.key",
            "@/encrypted.key",
            "sslpassword"),
        WrongFile.of(
            TlsFailure.KEY_PASSWORD_WRONG,
            client + "&sslkey=@/encrypted.key&sslpassword=wrong",
            "@/encrypted.key",
            "sslpassword"));
  }

  private static String inFolder(String text) {
    return text.replace("@", folder.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isSaidOfAFile(WrongFile wrong) throws Exception {
    TlsException refused = refused(ClosedPort.find(), inFolder(wrong.parameters()));

    assertSays(
        refused, wrong.failure(), wrong.inMessage().stream().map(FailureIT::inFolder).toList());
  }
}
