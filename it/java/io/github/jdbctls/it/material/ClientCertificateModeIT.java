package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sslcertmode}: whether the server gets to see a certificate, and whether it must. */
class ClientCertificateModeIT {
  private static final TestCertificate ROOT = TestCertificate.authority("client root").selfSigned();
  private static final String SUBJECT = "/CN=" + VerifiedPostgres.USER;

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;
  private static String[] certificate;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    TestCertificate client = TestCertificate.leaf(VerifiedPostgres.USER).issuedBy(ROOT);
    certificate =
        new String[] {
          "sslcert=" + client.writeChain(folder.resolve("client.crt")),
          "sslkey=" + client.writeKey(folder.resolve("client.key"))
        };
  }

  /** A server that asks for certificates, and lets in who has none. */
  private static void ask(String... access) throws IOException, SQLException {
    PostgresSettings asking = PostgresSettings.tls(postgres.certificate()).clientAuthority(ROOT);
    postgres.server().reconfigure(access.length == 0 ? asking : asking.access(access));
  }

  private static void doNotAsk() throws IOException, SQLException {
    postgres.server().reconfigure(PostgresSettings.tls(postgres.certificate()));
  }

  private static Connection connect(String... parameters) throws SQLException {
    return postgres.connect(all(parameters));
  }

  private static String[] all(String... parameters) {
    return Stream.concat(Stream.of(certificate), Stream.of(parameters)).toArray(String[]::new);
  }

  private static void assertSees(Connection connection, boolean shown) throws SQLException {
    assertThat(postgres.server().tlsOf(connection).map(BackendTls::encrypted)).hasValue(true);
    assertThat(postgres.server().tlsOf(connection).orElseThrow().clientSubject())
        .isEqualTo(shown ? SUBJECT : null);
    assertThat(TlsInfo.of(connection).orElseThrow().clientCertificate().isPresent())
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "require, TLSv1.2, postgres, true",
    "require, TLSv1.3, postgres, true",
    "require, TLSv1.2, direct, true",
    "require, TLSv1.3, direct, true",
    "allow, TLSv1.2, postgres, true",
    "allow, TLSv1.3, postgres, true",
    "disable, TLSv1.2, postgres, false",
    "disable, TLSv1.3, postgres, false",
    "disable, TLSv1.3, direct, false"
  })
  void decidesWhetherAServerThatAsksIsShownTheCertificate(
      String mode, String protocol, String negotiation, boolean shown) throws Exception {
    ask();
    try (Connection connection =
        connect(
            "sslcertmode=" + mode,
            "ssl_max_protocol_version=" + protocol,
            "sslnegotiation=" + negotiation)) {
      assertSees(connection, shown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "require, TLSv1.2, postgres",
    "require, TLSv1.3, postgres",
    "verify-full, TLSv1.2, direct",
    "verify-full, TLSv1.3, direct",
    "prefer, TLSv1.3, postgres"
  })
  void refusesAServerThatDoesNotAskWhereItMust(String sslmode, String protocol, String negotiation)
      throws Exception {
    doNotAsk();
    long before = postgres.server().log().position();

    assertThatThrownBy(
            () ->
                connect(
                    "sslcertmode=require",
                    "sslmode=" + sslmode,
                    "ssl_max_protocol_version=" + protocol,
                    "sslnegotiation=" + negotiation))
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> assertThat(e.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_NOT_SENT))
        .hasMessageContainingAll(
            postgres.host(), "sslcertmode=require", "the server did not ask for one");
    assertThat(postgres.server().log().since(before))
        .as("nobody has tried to log in")
        .doesNotContain("user=" + VerifiedPostgres.USER);
  }

  /** The file of a certificate that is not to be sent is not even looked for. */
  @Test
  void doesWithoutTheFileWhereNoneIsSent() throws Exception {
    ask();
    try (Connection connection =
        postgres.connect("sslcertmode=disable", "sslcert=" + folder.resolve("missing.crt"))) {
      assertSees(connection, false);
    }
  }

  /** Plain text cannot meet it, so not a word is said in it. */
  @Test
  void neverFallsBackToPlainTextWhereItMust() throws Exception {
    ask();
    try (ScriptedProxy proxy =
        ScriptedProxy.before(postgres.server().port(), ProxyScript.stripTls())) {
      assertThatThrownBy(
              () ->
                  postgres.connectTo(
                      "localhost:" + proxy.port(), all("sslcertmode=require", "sslmode=prefer")))
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.SERVER_HAS_NO_TLS));
      proxy.awaitClientsGone(1);
      assertThat(proxy.connections()).isOne();
      assertThat(proxy.fromClient().bytes()).isEqualTo(StartupProtocol.sslRequest());
    }
  }

  @Test
  void neverFallsBackToPlainTextAfterARefusedLoginWhereItMust() throws Exception {
    ask("hostnossl all all all scram-sha-256");
    assertThatThrownBy(() -> connect("sslcertmode=require", "sslmode=prefer"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
  }

  /** As libpq, which does not try TLS then either. */
  @Test
  @Timeout(60)
  void refusesThePlainTextThatAServerAllowsWhereItMust() throws Exception {
    ask();
    assertThatThrownBy(() -> connect("sslcertmode=require", "sslmode=allow"))
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> assertThat(e.failure()).isEqualTo(TlsFailure.CLIENT_CERTIFICATE_NOT_SENT))
        .hasMessageContainingAll(postgres.host(), "plain text", "sslcertmode=require");
    try (Connection observer = postgres.server().connectAsSuperuser()) {
      String open =
          "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + VerifiedPostgres.USER + "'";
      while (!VerifiedPostgres.ask(observer, open).equals("0")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void meetsItOverTlsWhereTheServerRefusesPlainText() throws Exception {
    ask("hostssl all all all scram-sha-256");
    try (Connection connection = connect("sslcertmode=require", "sslmode=allow")) {
      assertSees(connection, true);
    }
  }
}
