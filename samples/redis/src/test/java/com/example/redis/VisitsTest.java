package com.example.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitsTest {
  @TempDir private static Path folder;
  private static TlsServer server;

  /** Once, but not before all: a test that is skipped here is reported, with the reason. */
  @BeforeEach
  void start() throws Exception {
    if (server == null) {
      server = TlsServer.start(folder);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static DataSource source(String host) {
    return MutualTls.dataSource(server.url(host), folder, TlsServer.USER, TlsServer.PASSWORD);
  }

  @Test
  void countsEachPage() throws Exception {
    Visits visits = new Visits(source("localhost"));

    assertThat(visits.count("/index.html")).isEqualTo(1);
    assertThat(visits.count("/index.html")).isEqualTo(2);
    assertThat(visits.count("/other.html")).isEqualTo(1);
  }

  @Test
  void letsNoArgumentInByTheNameOfAPage() {
    Visits visits = new Visits(source("localhost"));

    assertThatThrownBy(() -> visits.count("a b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void worksOverMutualTls() throws Exception {
    try (Connection connection = source("localhost").getConnection()) {
      TlsInfo tls = TlsInfo.of(connection).orElseThrow();

      assertThat(tls.verifiedName()).contains("localhost");
      assertThat(tls.clientCertificate())
          .hasValueSatisfying(
              ours -> assertThat(ours.getSubjectX500Principal().getName()).isEqualTo("CN=app"));
    }
  }

  @Test
  void isRefusedByTheServerWithoutACertificate() {
    TlsDataSource source = new TlsDataSource();
    source.setUrl(server.url("localhost"));
    source.setUser(TlsServer.USER);
    source.setPassword(TlsServer.PASSWORD);
    source.setSslrootcert(folder.resolve("ca.crt").toString());

    assertRefused(source, TlsFailure.CLIENT_CERTIFICATE_REFUSED, "JTLS-305");
  }

  @Test
  void refusesAServerOfAnotherName() {
    assertRefused(source("127.0.0.1"), TlsFailure.WRONG_NAME, "JTLS-404");
  }

  private static void assertRefused(DataSource source, TlsFailure failure, String code) {
    assertThatThrownBy(() -> source.getConnection().close())
        .isInstanceOfSatisfying(TlsException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessageContaining(code);
  }
}
