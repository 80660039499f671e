package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.build.Readme;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.jvm.ReadmeProgram;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program and its example of a failure. */
class ReadmeIT {
  @TempDir private Path folder;

  @Test
  void runsTheProgram() throws Exception {
    try (VerifiedPostgres postgres = VerifiedPostgres.start(folder)) {
      FreshJvm.Run run =
          FreshJvm.with(ClassPath.ofApplication())
              .run(ReadmeProgram.class, postgres.url(postgres.host()), VerifiedPostgres.PASSWORD);

      assertThat(run.errors()).isEmpty();
      assertThat(run.exitCode()).isZero();
      String promised = Readme.read().section("Use it").all("// (TLSv.* trusted by )").get(0);
      assertThat(run.output()).startsWith(promised.replace("db.example.com", "localhost"));
    }
  }

  @Test
  void showsAFailureAsItIs() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate other =
        TestCertificate.leaf("db.internal")
            .dnsName("db.internal")
            .ipAddress("10.0.0.7")
            .issuedBy(root);
    root.writeChain(folder.resolve("root.crt"));
    try (PostgresServer server = PostgresServer.start(PostgresSettings.tls(other))) {
      String url =
          "jdbc:tls:postgresql://10.1.2.3:%d/app?hostaddr=127.0.0.1&sslrootcert=%s"
              .formatted(server.port(), folder.resolve("root.crt"));

      assertThatThrownBy(() -> DriverManager.getConnection(url, "app", "password"))
          .isInstanceOf(TlsException.class)
          .hasMessage(Readme.read().exampleOfFailure().replace(":5432", ":" + server.port()));
    }
  }
}
