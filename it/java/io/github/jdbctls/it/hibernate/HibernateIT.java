package io.github.jdbctls.it.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.TlsServer;
import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HibernateIT {
  @TempDir private static Path folder;
  private static TlsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(folder);
    server.server().execute("GRANT CREATE ON SCHEMA public TO app");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private static Configuration configuration(String url) {
    return new Configuration()
        .addAnnotatedClass(Note.class)
        .setProperty("hibernate.connection.url", url)
        .setProperty("hibernate.connection.username", TlsServer.USER)
        .setProperty("hibernate.connection.password", TlsServer.PASSWORD)
        .setProperty("hibernate.hbm2ddl.auto", "create-drop");
  }

  private static void assertPersists(Configuration configuration) {
    try (SessionFactory factory = configuration.buildSessionFactory()) {
      factory.inTransaction(session -> session.persist(new Note("kept")));
      factory.inTransaction(
          session -> {
            Note note = session.createSelectionQuery("from Note", Note.class).getSingleResult();
            assertThat(note.text()).isEqualTo("kept");
            assertThat(note.id()).isNotNull();
            TlsInfo info = session.doReturningWork(TlsInfo::of).orElseThrow();
            assertThat(info.verifiedName()).contains("localhost");
          });
      assertThat(factory.unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect())
          .isInstanceOf(PostgreSQLDialect.class);
    }
  }

  @Test
  void persistsByUrlAndFindsTheDialectByItself() {
    assertPersists(configuration(server.url()));
  }

  @Test
  void persistsByUrlAndClassOfTheDriver() {
    assertPersists(
        configuration(server.url())
            .setProperty("hibernate.connection.driver_class", TlsDriver.class.getName()));
  }

  @Test
  void tellsOfAMisspeltParameterAtTheStart() {
    Configuration configuration = configuration(server.url() + "&sslmod=require");

    assertThatThrownBy(configuration::buildSessionFactory)
        .hasStackTraceContaining(
            TlsException.class.getName() + ": JTLS-101: \"sslmod\" in the URL");
  }
}
