package io.github.jdbctls.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture itself, seen through pgjdbc without jdbc-tls. */
class PostgresServerIT {
  private static final String USER = "alice";
  private static final String PASSWORD = "correct-horse";
  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("server ca").selfSigned();
  private static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
  private static final TestCertificate CLIENT_AUTHORITY =
      TestCertificate.authority("client ca").selfSigned();

  @TempDir private static Path files;
  @AutoClose private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = PostgresServer.start(PostgresSettings.tls(CERTIFICATE));
    server.createUser(USER, PASSWORD);
    Files.writeString(files.resolve("root.crt"), AUTHORITY.pem());
  }

  private static Connection connect(String host, String... parameters) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    properties.setProperty("sslrootcert", files.resolve("root.crt").toString());
    return DriverManager.getConnection(
        "jdbc:postgresql://"
            + host
            + ":"
            + server.port()
            + "/postgres?"
            + String.join("&", parameters),
        properties);
  }

  @Test
  void showsOfABackendWhetherItIsEncrypted() throws Exception {
    server.reconfigure(PostgresSettings.tls(CERTIFICATE).leastVersion(TlsVersion.TLS_1_3));

    try (Connection encrypted = connect("localhost", "sslmode=verify-full");
        Connection plain = connect("localhost", "sslmode=disable")) {
      assertThat(server.tlsOf(encrypted))
          .hasValueSatisfying(
              tls -> {
                assertThat(tls.encrypted()).isTrue();
                assertThat(tls.version()).isEqualTo("TLSv1.3");
                assertThat(tls.cipher()).isEqualTo("TLS_AES_256_GCM_SHA384");
                assertThat(tls.clientSubject()).isNull();
              });
      assertThat(server.tlsOf(plain)).hasValue(new BackendTls(false, null, null, null));
    }
    assertThat(server.tlsOf(0)).isEmpty();
  }

  @Test
  void changesItsCertificateWhileItRuns() throws Exception {
    TestCertificate other = TestCertificate.leaf("elsewhere").dnsName("elsewhere").selfSigned();

    server.reconfigure(PostgresSettings.tls(CERTIFICATE));
    assertThat(StartupProtocol.presentedCertificate(server.port()))
        .hasValue(CERTIFICATE.certificate());

    server.reconfigure(PostgresSettings.tls(other));
    assertThat(StartupProtocol.presentedCertificate(server.port())).hasValue(other.certificate());
    assertThatThrownBy(() -> connect("localhost", "sslmode=verify-full"))
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("PKIX");
  }

  @Test
  void turnsTlsOffWhileItRuns() throws Exception {
    server.reconfigure(PostgresSettings.withoutTls());

    assertThat(StartupProtocol.presentedCertificate(server.port())).isEmpty();
    assertThatThrownBy(() -> connect("localhost", "sslmode=require"))
        .hasMessageContaining("does not support SSL");
    try (Connection plain = connect("localhost", "sslmode=prefer")) {
      assertThat(server.tlsOf(plain)).hasValue(new BackendTls(false, null, null, null));
    }
  }

  @Test
  void refusesPlainTextWhenAccessIsForTlsOnly() throws Exception {
    server.reconfigure(PostgresSettings.tls(CERTIFICATE).access("hostssl all all all trust"));
    long before = server.log().position();

    assertThatThrownBy(() -> connect("localhost", "sslmode=disable"))
        .hasMessageContaining("no pg_hba.conf entry")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("28000");
    assertThat(server.log().since(before))
        .contains("no pg_hba.conf entry", "no encryption")
        .doesNotContain("connection authorized: user=" + USER);
    connect("localhost", "sslmode=require").close();
    assertThat(server.log().since(before)).contains("connection authorized: user=" + USER);
  }

  @Test
  void demandsAClientCertificateOfItsAuthority() throws Exception {
    server.reconfigure(
        PostgresSettings.tls(CERTIFICATE)
            .clientAuthority(CLIENT_AUTHORITY)
            .access("hostssl all all all scram-sha-256 clientcert=verify-ca"));
    TestCertificate client = TestCertificate.leaf("app").issuedBy(CLIENT_AUTHORITY);
    client.writeChain(files.resolve("client.crt"));
    client.writeKey(files.resolve("client.key"));

    assertThatThrownBy(() -> connect("localhost", "sslmode=require"))
        .hasMessageContaining("connection requires a valid client certificate");
    try (Connection connection =
        connect(
            "localhost",
            "sslmode=require",
            "pemKeyAlgorithm=EC",
            "sslcert=" + files.resolve("client.crt"),
            "sslkey=" + files.resolve("client.key"))) {
      assertThat(server.tlsOf(connection))
          .hasValueSatisfying(tls -> assertThat(tls.clientSubject()).isEqualTo("/CN=app"));
    }
  }

  @Test
  void listensOnTheLoopbackAddressOfIpv6() throws Exception {
    InetAddress loopback = Inet6Address.getByName("::1");
    Requirement.met(
        NetworkInterface.getByInetAddress(loopback) != null,
        "IPv6",
        "no network interface has the address ::1");
    server.reconfigure(PostgresSettings.tls(CERTIFICATE));

    connect("[::1]", "sslmode=require").close();
  }

  @Test
  void refusesSettingsThatTheServerDoesNotTake() {
    PostgresSettings settings =
        PostgresSettings.tls(CERTIFICATE).access("hostssl all all nonsense");

    assertThatThrownBy(() -> server.reconfigure(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("end-of-line before authentication method");
  }
}
