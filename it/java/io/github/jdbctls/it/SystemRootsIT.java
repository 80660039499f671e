package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM's own trust store: {@code sslrootcert=system}, and what holds without a root. */
class SystemRootsIT {
  private static final String STORE_PASSWORD = "store-password";

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private static Path store(String name, TestCertificate root)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root.certificate());
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, STORE_PASSWORD.toCharArray());
    }
    return file;
  }

  private static FreshJvm trusting(Path store) {
    return FreshJvm.with(ClassPath.ofApplication())
        .option("-Djavax.net.ssl.trustStore=" + store)
        .option("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
  }

  private static FreshJvm.Run connect(FreshJvm jvm, String parameters) throws Exception {
    return jvm.run(
        ConnectProgram.class,
        "jdbc:tls:postgresql://" + postgres.host() + "/postgres" + parameters,
        "user=" + VerifiedPostgres.USER,
        "password=" + VerifiedPostgres.PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?sslrootcert=system", "?sslrootcert=system&sslmode=verify-full"})
  void verifyTheServerWhenTheyHoldItsRoot(String parameters) throws Exception {
    FreshJvm.Run run = connect(trusting(store("own.p12", postgres.root())), parameters);

    assertThat(run.output().lines())
        .contains("CONNECTED org.postgresql.jdbc.PgConnection")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("TLS TLSv1.3")
                    .contains("verified as localhost", "sslmode=verify-full"));
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?sslrootcert=system"})
  void refuseTheServerWhenTheyHoldAnotherRoot(String parameters) throws Exception {
    Path store = store("other.p12", TestCertificate.authority("other").selfSigned());

    FreshJvm.Run run = connect(trusting(store), parameters);

    assertThat(run.output())
        .startsWith("FAILED UNTRUSTED_CHAIN JTLS-401: ")
        .contains(postgres.host(), store.toString())
        .doesNotContain("CONNECTED");
  }

  /** A store of public authorities that stands in cacerts never speaks for this server. */
  @Test
  void refuseTheServerWhenTheyAreThoseOfTheJdk() throws Exception {
    FreshJvm.Run run = connect(FreshJvm.with(ClassPath.ofApplication()), "?sslrootcert=system");

    assertThat(run.output())
        .startsWith("FAILED UNTRUSTED_CHAIN JTLS-401: ")
        .contains("cacerts")
        .doesNotContain("CONNECTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "prefer"})
  void areNotTakenByAModeThatVerifiesNoName(String mode) throws Exception {
    FreshJvm.Run run =
        connect(trusting(store("own.p12", postgres.root())), "?sslrootcert=system&sslmode=" + mode);

    assertThat(run.output())
        .startsWith("FAILED ")
        .contains("sslrootcert", "verify-full")
        .doesNotContain("CONNECTED");
  }
}
