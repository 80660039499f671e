package com.example.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {
  @TempDir private static Path folder;
  private static TlsServer server;
  private static Notes notes;

  /** Once, but not before all: a test that is skipped here is reported, with the reason. */
  @BeforeEach
  void start() throws Exception {
    if (server == null) {
      server = TlsServer.start(folder);
      notes = new Notes(server.url("localhost"), TlsServer.USER, TlsServer.PASSWORD);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    try (TlsServer stopped = server;
        Notes closed = notes) {
      // Where the server is not on the machine, there is neither.
    }
  }

  @Test
  void keepsAndFindsEntities() {
    notes.add("renew the certificate");
    notes.add("have lunch");

    assertThat(notes.containing("certificate"))
        .extracting(Note::text)
        .containsExactly("renew the certificate");
  }

  @Test
  void findsItsDialectByItself() {
    assertThat(
            notes.sessions().unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect())
        .isInstanceOf(MariaDBDialect.class);
  }

  @Test
  void worksOverVerifiedTlsAsTheServerSaysToo() {
    notes
        .sessions()
        .inSession(
            session ->
                session.doWork(
                    connection -> {
                      TlsInfo tls = TlsInfo.of(connection).orElseThrow();
                      assertThat(tls.verifiedName()).contains("localhost");
                      try (Statement statement = connection.createStatement();
                          ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getString(2)).isEqualTo(tls.cipherSuite());
                      }
                    }));
  }

  @Test
  void doesNotStartWhereTheServerHasAnotherName() {
    String url = server.url("127.0.0.1");

    assertThatThrownBy(() -> new Notes(url, TlsServer.USER, TlsServer.PASSWORD))
        .isInstanceOf(PoolInitializationException.class)
        .hasMessageContaining("JTLS-404")
        .cause()
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }
}
