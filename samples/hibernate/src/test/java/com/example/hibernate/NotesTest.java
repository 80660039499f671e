package com.example.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsInfo;
import java.nio.file.Path;
import java.util.Optional;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {
  private static TlsServer server;
  private static Notes notes;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TlsServer.start(directory);
    notes =
        new Notes(
            server.url() + "?sslrootcert=" + server.root(), TlsServer.USER, TlsServer.PASSWORD);
  }

  @AfterAll
  static void stop() throws Exception {
    try (TlsServer stopped = server) {
      notes.close();
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
        .isInstanceOf(PostgreSQLDialect.class);
  }

  @Test
  void worksOverVerifiedTls() {
    Optional<TlsInfo> tls =
        notes.sessions().fromSession(session -> session.doReturningWork(TlsInfo::of));

    assertThat(tls)
        .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains("localhost"));
  }

  @Test
  void doesNotStartWhereTheServerIsNotTrusted() {
    assertThatThrownBy(
            () ->
                new Notes(server.url() + "?sslrootcert=system", TlsServer.USER, TlsServer.PASSWORD))
        .hasStackTraceContaining("JTLS-401");
  }
}
