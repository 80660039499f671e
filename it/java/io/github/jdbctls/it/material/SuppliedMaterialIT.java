package io.github.jdbctls.it.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsReload;
import io.github.jdbctls.TlsReloadListener;
import io.github.jdbctls.it.postgres.BackendTls;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mutual TLS by material of which there is no file, and what a data source tells of it. */
class SuppliedMaterialIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final String USER = "app";

  @AutoClose private static PostgresServer server;

  private final AtomicReference<TlsMaterial> roots = new AtomicReference<>();
  private final TlsDataSource dataSource = new TlsDataSource();
  private final List<TlsReload> told = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server =
        PostgresServer.start(
            PostgresSettings.tls(TestCertificate.leaf("server").dnsName("localhost").issuedBy(ROOT))
                .clientAuthority(ROOT)
                .access("hostssl all all all cert"));
    server.createUser(USER, "unused");
  }

  @BeforeEach
  void useSuppliedMaterial() {
    roots.set(TlsMaterial.ofCertificates(List.of(ROOT.certificate())));
    TlsDriver.addMaterialSource("roots", () -> Objects.requireNonNull(roots.get()));
    dataSource.setUrl(
        "jdbc:tls:postgresql://localhost:" + server.port() + "/postgres?sslcert=supplied:client");
    dataSource.setUser(USER);
    dataSource.setSslrootcert("supplied:roots");
  }

  @AfterEach
  void removeTheSources() {
    TlsDriver.removeMaterialSource("roots");
    TlsDriver.removeMaterialSource("client");
  }

  private static TestCertificate client(String unit) {
    return TestCertificate.leaf(USER).subject("CN=" + USER + ",OU=" + unit).issuedBy(ROOT);
  }

  private static void supply(TestCertificate certificate) {
    PrivateKey key = certificate.key();
    List<X509Certificate> chain = certificate.chain();
    TlsDriver.removeMaterialSource("client");
    TlsMaterial material = TlsMaterial.ofIdentity(key, chain);
    TlsDriver.addMaterialSource("client", () -> material);
  }

  /** Which certificate the server saw. */
  private String unit() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      String subject = server.tlsOf(connection).map(BackendTls::clientSubject).orElseThrow();
      return subject.replaceFirst(".*OU=([a-z]+).*", "$1");
    }
  }

  @Test
  void logsInByACertificateFromMemory() throws Exception {
    TestCertificate first = client("first");
    supply(first);

    assertThat(unit()).isEqualTo("first");
  }

  @Test
  void usesWhatIsHandedOutNextAndTellsOfIt() throws Exception {
    dataSource.addReloadListener(told::add);
    TestCertificate first = client("first");
    supply(first);
    unit();
    unit();
    assertThat(told).as("the same key in another object is no change").isEmpty();
    TestCertificate second = client("second");
    supply(second);

    assertThat(unit()).isEqualTo("second");
    assertThat(told)
        .singleElement()
        .satisfies(
            reload -> {
              assertThat(reload.part()).isEqualTo(TlsReload.Part.IDENTITY);
              assertThat(reload.oldLeaf()).contains(first.certificate());
              assertThat(reload.newLeaf()).contains(second.certificate());
              assertThat(reload.reason()).contains("supplied:client");
            });
  }

  @Test
  void tellsTheDriversListenersToo() throws Exception {
    TlsReloadListener listener = told::add;
    supply(client("first"));
    unit();
    TlsDriver.addReloadListener(listener);
    try {
      TestCertificate other = TestCertificate.authority("another root").selfSigned();
      roots.set(TlsMaterial.ofCertificates(List.of(other.certificate())));

      assertThatThrownBy(dataSource::getConnection)
          .isInstanceOfSatisfying(
              TlsException.class,
              e -> assertThat(e.failure()).isEqualTo(TlsFailure.UNTRUSTED_CHAIN));
      assertThat(told)
          .extracting(TlsReload::part)
          .as("at once, as no connection can be opened")
          .containsExactly(TlsReload.Part.TRUST);
    } finally {
      assertThat(TlsDriver.removeReloadListener(listener)).isTrue();
    }
  }

  @Test
  void goesOnWithWhatItHasWhileTheSourceIsGone() throws Exception {
    TestCertificate first = client("first");
    supply(first);
    unit();

    TlsDriver.removeMaterialSource("client");
    assertThat(unit()).isEqualTo("first");

    dataSource.setSslreloadgrace("0");
    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.FILE_MISSING))
        .hasMessageContaining("supplied material client");
  }
}
