package io.github.jdbctls.it.container;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL server in a container, with TLS on.
 *
 * <p>The image is named by the system property {@code it.postgres.image}, default {@value
 * #OFFICIAL_IMAGE}: the official one, or one which takes the same environment variables and scripts
 * of the first start.
 */
final class PostgresContainer implements AutoCloseable {
  private static final String OFFICIAL_IMAGE = "postgres:18";
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  /**
   * Runs as the server's user before the server listens to others. Only this way the key belongs to
   * that user, whose number differs from image to image; the server refuses any other key file.
   */
  private static final String FIRST_START =
      """
      install -m 0600 /tls/server.key /tls/server.crt /tls/root.crt "$PGDATA"
      install -m 0600 /tls/pg_hba.conf "$PGDATA"
      cat >> "$PGDATA/postgresql.conf" <<'END'
      ssl = on
      ssl_cert_file = 'server.crt'
      ssl_key_file = 'server.key'
      ssl_ca_file = 'root.crt'
      END
      """;

  private final PostgreSQLContainer container;

  private PostgresContainer(PostgreSQLContainer container) {
    this.container = container;
  }

  static DockerImageName image() {
    return DockerImageName.parse(System.getProperty("it.postgres.image", OFFICIAL_IMAGE))
        .asCompatibleSubstituteFor("postgres");
  }

  /** Starts a certificate that names the host under which the ports of containers are reached. */
  static TestCertificateBuilder certificate() {
    String host = DockerClientFactory.instance().dockerHostIpAddress();
    TestCertificateBuilder server = TestCertificate.leaf("server in a container");
    return IPV4.matcher(host).matches() ? server.ipAddress(host) : server.dnsName(host);
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param server what the server presents, with its chain
   * @param clientAuthority whose client certificates the server accepts
   * @param access lines of {@code pg_hba.conf} for connections from outside
   */
  static PostgresContainer start(
      TestCertificate server, TestCertificate clientAuthority, String... access) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(image())
            .withCopyToContainer(Transferable.of(server.keyPem()), "/tls/server.key")
            .withCopyToContainer(Transferable.of(server.chainPem()), "/tls/server.crt")
            .withCopyToContainer(Transferable.of(clientAuthority.pem()), "/tls/root.crt")
            .withCopyToContainer(
                Transferable.of("local all all trust\n" + String.join("\n", access) + "\n"),
                "/tls/pg_hba.conf")
            .withCopyToContainer(
                Transferable.of(FIRST_START), "/docker-entrypoint-initdb.d/tls.sh");
    container.start();
    return new PostgresContainer(container);
  }

  String host() {
    return container.getHost();
  }

  int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  String database() {
    return container.getDatabaseName();
  }

  String user() {
    return container.getUsername();
  }

  String password() {
    return container.getPassword();
  }

  @Override
  public void close() {
    container.stop();
  }
}
