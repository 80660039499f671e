package io.github.jdbctls.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL that lets nobody in but by a client certificate in the user's own name; it knows the
 * root of the clients, and not the intermediate.
 */
final class CorpusServer implements AutoCloseable {
  private final TestCertificate clientRoot = TestCertificate.authority("client root").selfSigned();
  private final TestCertificate clientIntermediate =
      TestCertificate.authority("client intermediate").issuedBy(clientRoot);
  private final VerifiedPostgres postgres;

  private CorpusServer(VerifiedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts it, with its root file in the folder. */
  static CorpusServer start(Path folder) throws IOException, SQLException {
    CorpusServer server = new CorpusServer(VerifiedPostgres.start(folder));
    server.postgres.server().reconfigure(server.settings());
    return server;
  }

  /** How it is set up. */
  PostgresSettings settings() {
    return PostgresSettings.tls(postgres.certificate())
        .clientAuthority(clientRoot)
        .access("hostssl all all all cert");
  }

  /** The issuer of the clients' certificates. */
  TestCertificate clientIntermediate() {
    return clientIntermediate;
  }

  /** What the server presents. */
  TestCertificate certificate() {
    return postgres.certificate();
  }

  /** The root of the server's own certificate. */
  TestCertificate root() {
    return postgres.root();
  }

  /** The file with {@link #root}. */
  Path rootFile() {
    return postgres.rootFile();
  }

  /** The server itself. */
  PostgresServer postgres() {
    return postgres.server();
  }

  /** The URL without parameters. */
  String url() {
    return "jdbc:tls:postgresql://" + postgres.host() + "/postgres";
  }

  /** Connects with these parameters, by default with the right root file. */
  Connection connect(Map<String, String> parameters) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", Client.USER);
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", rootFile().toString());
    properties.putAll(parameters);
    return DriverManager.getConnection(url(), properties);
  }

  /** Checks that the connection is verified, and by the server's word who has come. */
  void assertProven(Connection connection, BigInteger serial) throws SQLException {
    assertThat(
            VerifiedPostgres.ask(
                connection,
                "SELECT client_dn || ' ' || client_serial FROM pg_stat_ssl"
                    + " WHERE pid = pg_backend_pid()"))
        .as("the server has seen")
        .isEqualTo("/CN=" + Client.USER + " " + serial);
    TlsInfo info = TlsInfo.of(connection).orElseThrow();
    assertThat(info.clientCertificate().map(X509Certificate::getSerialNumber)).hasValue(serial);
    assertThat(info.verifiedName()).hasValue("localhost");
    assertThat(info.trustAnchor()).hasValue(root().certificate());
  }

  /** Checks that this is refused before anything is dialled, and returns how. */
  TlsException refusal(TlsFailure failure, Map<String, String> parameters)
      throws IOException, SQLException {
    long before = postgres().log().position();
    TlsException refused = Refusal.of(() -> connect(parameters));
    assertThat(refused.failure()).as("%s", refused.getMessage()).isEqualTo(failure);
    assertThat(postgres().log().since(before))
        .as("nothing was dialled")
        .doesNotContain("connection received");
    return refused;
  }

  @Override
  public void close() throws IOException, SQLException {
    postgres.close();
  }
}
