package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.Tool;
import io.github.jdbctls.it.net.AcceptableIssuers;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RavenDB hands out, against a server set up like it: a self-signed client certificate in a
 * PKCS#12 with a password, registered by itself at the server, which names another authority when
 * it asks for one; and the server's self-signed certificate as root.
 */
class RavenDbIT {
  private static final String USER = "app";
  private static final String LOGIN_PASSWORD = "app-password";
  private static final String PASSWORD = "key-password";
  private static final String REGISTERED = "registered.pem";

  private static final TestCertificate SERVER =
      TestCertificate.leaf("a.raven.example")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)
          .selfSigned();
  private static final TestCertificate CLIENT =
      TestCertificate.leaf(USER)
          .algorithm(KeyAlgorithm.RSA_2048)
          .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)
          .selfSigned();
  private static final TestCertificate OTHER =
      TestCertificate.authority("another authority").selfSigned();

  /** What makes the PKCS#12. */
  private enum Maker {
    OPENSSL {
      @Override
      byte[] store(TestCertificate client, Path folder) throws Exception {
        Path pem = folder.resolve("client.pem");
        TestCertificate.writePrivate(pem, client.pem() + client.keyPem());
        return Tool.openssl()
            .run(
                "pkcs12",
                "-export",
                "-in",
                pem.toString(),
                "-keypbe",
                "PBE-SHA1-3DES",
                "-certpbe",
                "PBE-SHA1-3DES",
                "-macalg",
                "sha1",
                "-name",
                "raven client",
                "-CSP",
                "Microsoft Enhanced Cryptographic Provider v1.0",
                "-keyex",
                "-passout",
                "pass:" + PASSWORD);
      }
    },
    BOUNCY_CASTLE {
      @Override
      byte[] store(TestCertificate client, Path folder) throws Exception {
        return WindowsKeyStore.of(client, PASSWORD);
      }
    };

    abstract byte[] store(TestCertificate client, Path folder) throws Exception;

    /** Writes it, as the file of the owner alone. */
    Path write(TestCertificate client, Path folder) throws Exception {
      Path file = TestCertificate.writePrivate(folder.resolve("client.pfx"), "");
      return Files.write(file, store(client, folder));
    }
  }

  @TempDir private static Path folder;
  private static Path root;
  @AutoClose private static PostgresServer server;

  @TempDir private Path files;

  @BeforeAll
  static void start() throws IOException, SQLException {
    LibpqDefaults.assertAbsent();
    root = SERVER.writeChain(folder.resolve("server.crt"));
    server = PostgresServer.start(PostgresSettings.tls(SERVER));
    server.createUser(USER, LOGIN_PASSWORD);
  }

  private static PostgresSettings naming(TestCertificate authority) {
    return PostgresSettings.tls(SERVER)
        .clientAuthority(authority)
        .access("hostssl all all all cert");
  }

  /**
   * Names another authority and trusts the client's certificate all the same: PostgreSQL names what
   * is in {@code ssl_ca_file}, and OpenSSL trusts the certificates beside the lists in {@code
   * ssl_crl_file}, too.
   */
  private static PostgresSettings namingAnotherAuthority() {
    return naming(OTHER)
        .file(REGISTERED, CLIENT.pem() + TestCrl.of(CLIENT).pem() + TestCrl.of(OTHER).pem())
        .parameter("ssl_crl_file", REGISTERED);
  }

  private static Connection connect(Path store, String password, String... more)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", LOGIN_PASSWORD);
    properties.setProperty("sslrootcert", root.toString());
    properties.setProperty("sslcert", store.toString());
    properties.setProperty("sslpassword", password);
    for (String parameter : more) {
      int equals = parameter.indexOf('=');
      properties.setProperty(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return DriverManager.getConnection(
        "jdbc:tls:postgresql://localhost:" + server.port() + "/postgres", properties);
  }

  private static void assertMutual(Connection connection) throws SQLException {
    assertThat(
            VerifiedPostgres.ask(
                connection,
                "SELECT client_dn || ' ' || client_serial FROM pg_stat_ssl"
                    + " WHERE pid = pg_backend_pid()"))
        .as("the server has seen")
        .isEqualTo("/CN=" + USER + " " + CLIENT.certificate().getSerialNumber());
    TlsInfo info = TlsInfo.of(connection).orElseThrow();
    assertThat(info.clientCertificate()).hasValue(CLIENT.certificate());
    assertThat(info.verifiedName()).hasValue("localhost");
    assertThat(info.trustAnchor()).hasValue(SERVER.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void isMutuallyTrustedByItsSelfSignedCertificate(Maker maker) throws Exception {
    server.reconfigure(naming(CLIENT));

    try (Connection connection = connect(maker.write(CLIENT, files), PASSWORD)) {
      assertMutual(connection);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsItWhenTheServerNamesAnotherAuthority(Maker maker) throws Exception {
    server.reconfigure(namingAnotherAuthority());
    Path store = maker.write(CLIENT, files);
    assertThat(AcceptableIssuers.namedBy(server.port())).containsExactly("CN=another authority");

    try (Connection connection = connect(store, PASSWORD)) {
      assertMutual(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sendsItInEachProtocol(String protocol) throws Exception {
    server.reconfigure(namingAnotherAuthority());

    try (Connection connection =
        connect(
            Maker.BOUNCY_CASTLE.write(CLIENT, files),
            PASSWORD,
            "ssl_min_protocol_version=" + protocol,
            "ssl_max_protocol_version=" + protocol)) {
      assertMutual(connection);
      assertThat(TlsInfo.of(connection).orElseThrow().protocol()).isEqualTo(protocol);
    }
  }

  @Test
  void needsItBesideThePassword() throws Exception {
    server.reconfigure(
        namingAnotherAuthority().access("hostssl all all all scram-sha-256 clientcert=verify-ca"));

    try (Connection connection = connect(Maker.BOUNCY_CASTLE.write(CLIENT, files), PASSWORD)) {
      assertMutual(connection);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedByTheServerUnlessRegistered(Maker maker) throws Exception {
    server.reconfigure(naming(OTHER));
    Path store = maker.write(CLIENT, files);

    TlsException refused = Refusal.of(() -> connect(store, PASSWORD));

    assertThat(refused.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWrongPassword(Maker maker) throws Exception {
    Path store = maker.write(CLIENT, files);

    TlsException refused = Refusal.of(() -> connect(store, "wrong"));

    assertThat(refused.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat((Throwable) refused).hasMessageContaining(store.toString());
  }

  @Test
  void trustsNoOtherSelfSignedServerOfTheSameName() throws Exception {
    TestCertificate impostor =
        TestCertificate.leaf("a.raven.example").dnsName("localhost").selfSigned();
    server.reconfigure(
        PostgresSettings.tls(impostor).clientAuthority(CLIENT).access("hostssl all all all cert"));
    Path store = Maker.BOUNCY_CASTLE.write(CLIENT, files);

    TlsException refused = Refusal.of(() -> connect(store, PASSWORD));

    assertThat(refused.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN);
  }
}
