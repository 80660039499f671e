package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.pki.TestCertificate;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The warning of {@code sslmode=require} without roots. */
class UnverifiedWarningIT {
  private static final class Records extends Handler {
    private final List<LogRecord> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord logged) {
      all.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void warnsOnceForManyConnections() throws Exception {
    LibpqDefaults.assertAbsent();
    forgetEarlierConnections();
    TestCertificate certificate = TestCertificate.leaf("localhost").selfSigned();
    Logger logger = Logger.getLogger("io.github.jdbctls");
    Records records = new Records();
    logger.addHandler(records);
    try (ResumingTlsServer server = ResumingTlsServer.start(certificate, "TLSv1.3")) {
      for (int i = 0; i < 3; i++) {
        DriverManager.getConnection(
                "jdbc:tls:postgresql://localhost:" + server.port() + "/any?sslmode=require",
                "app",
                "any")
            .close();
      }
    } finally {
      logger.removeHandler(records);
    }

    assertThat(records.all)
        .filteredOn(logged -> logged.getLevel().equals(Level.WARNING))
        .extracting(LogRecord::getMessage)
        .singleElement(STRING)
        .contains("require", "sslrootcert");
  }

  private static void forgetEarlierConnections() throws SQLException {
    TlsDriver.deregister();
    TlsDriver.register();
  }
}
