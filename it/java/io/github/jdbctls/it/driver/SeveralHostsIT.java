package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static io.github.jdbctls.it.postgres.VerifiedPostgres.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.net.LoginRefusal;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** A URL with several hosts: which failures lead to the next one, and which end the connect. */
class SeveralHostsIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  /** The second host of all URLs here; it records whether it was dialled. */
  private ScriptedProxy second;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  @BeforeEach
  void startSecond() throws IOException {
    second = ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough());
  }

  @AfterEach
  void closeSecond() throws IOException {
    second.close();
  }

  private String url(String first) {
    return postgres.url(first + ",localhost:" + second.port());
  }

  private void assertGoesOn(int firstPort) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(url("localhost:" + firstPort), USER, PASSWORD)) {
      assertThat(TlsInfo.of(connection))
          .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains("localhost"));
      assertThat(second.connections()).isOne();
    }
  }

  private void assertEnds(ScriptedProxy first, TlsFailure failure) {
    assertThatThrownBy(
            () -> DriverManager.getConnection(url("localhost:" + first.port()), USER, PASSWORD))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    assertThat(second.connections()).isZero();
  }

  @Test
  void goesOnFromAHostThatCannotBeReached() throws Exception {
    assertGoesOn(ClosedPort.find());
  }

  @Test
  void goesOnFromAHostThatIsStartingUp() throws Exception {
    ProxyScript startingUp =
        LoginRefusal.with(postgres.certificate(), "57P03", "the database system is starting up");
    try (ScriptedProxy first = ScriptedProxy.before(postgres.server().port(), startingUp)) {
      assertGoesOn(first.port());
      assertThat(first.connections()).isOne();
    }
  }

  @Test
  void failsWithEachHostsReasonWhereNoneCanBeReached() throws Exception {
    String hosts = "localhost:%d,localhost:%d".formatted(ClosedPort.find(), ClosedPort.find());

    assertThatThrownBy(() -> postgres.connectTo(hosts))
        .isInstanceOfSatisfying(
            PSQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("08001");
              assertThat(e.getSuppressed())
                  .singleElement()
                  .isInstanceOfSatisfying(
                      PSQLException.class,
                      other -> assertThat(other.getSQLState()).isEqualTo("08001"));
            });
  }

  @Test
  void endsAtAHostWithoutATrustedCertificate() throws Exception {
    TestCertificate mallory = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    try (ScriptedProxy first =
        ScriptedProxy.before(postgres.server().port(), ProxyScript.manInTheMiddle(mallory))) {
      assertEnds(first, TlsFailure.UNTRUSTED_CHAIN);
      assertThat(first.decrypted().bytes()).as("said to the stranger").isEmpty();
    }
  }

  @Test
  void endsAtAHostWithAnotherName() {
    String first = "other.example.invalid:" + postgres.server().port();

    assertThatThrownBy(
            () ->
                postgres.connectTo(
                    first + ",localhost:" + second.port(), "hostaddr=127.0.0.1,127.0.0.1"))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
    assertThat(second.connections()).isZero();
  }

  @Test
  void endsAtAHostWithoutTls() throws Exception {
    try (ScriptedProxy first =
        ScriptedProxy.before(postgres.server().port(), ProxyScript.stripTls())) {
      assertEnds(first, TlsFailure.SERVER_HAS_NO_TLS);
    }
  }

  @Test
  void endsAtAnErrorInPlaceOfTheAnswerWhateverItSays() throws Exception {
    ProxyScript unproven = ProxyScript.answerError("57P03", "the database system is starting up");
    try (ScriptedProxy first = ScriptedProxy.before(postgres.server().port(), unproven)) {
      assertEnds(first, TlsFailure.SERVER_ANSWERED_WITH_ERROR);
    }
  }

  @Test
  void endsAtAHostThatRefusesTheLogin() {
    String url = url(postgres.host());

    assertThatThrownBy(() -> DriverManager.getConnection(url, USER, "wrong"))
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    assertThat(second.connections()).isZero();
  }
}
