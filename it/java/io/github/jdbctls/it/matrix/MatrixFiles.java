package io.github.jdbctls.it.matrix;

import io.github.jdbctls.it.matrix.Cell.ClientCertificate;
import io.github.jdbctls.it.matrix.Cell.Root;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Properties;

/** The certificates of the matrix: what its servers present, and what its clients have. */
final class MatrixFiles {
  /** The name that all clients ask for. */
  static final String HOST = "localhost";

  /** The subject of the right client certificate, as {@code pg_stat_ssl} shows it. */
  static final String CLIENT_SUBJECT = "/CN=client";

  private final TestCertificate root = TestCertificate.authority("server root").selfSigned();
  private final TestCertificate unknownRoot = TestCertificate.authority("server root").selfSigned();
  private final TestCertificate wrongRoot = TestCertificate.authority("wrong root").selfSigned();
  private final TestCertificate clientRoot = TestCertificate.authority("client root").selfSigned();
  private final TestCertificate otherClientRoot =
      TestCertificate.authority("client root").selfSigned();

  private final TestCertificate good = TestCertificate.leaf("server").dnsName(HOST).issuedBy(root);
  private final Map<ServerKind, TestCertificate> others =
      Map.of(
          ServerKind.WRONG_NAME,
          TestCertificate.leaf("server").dnsName("elsewhere.example").issuedBy(root),
          ServerKind.UNKNOWN_CA,
          TestCertificate.leaf("server").dnsName(HOST).issuedBy(unknownRoot),
          ServerKind.EXPIRED,
          TestCertificate.leaf("server").dnsName(HOST).expired().issuedBy(root));

  private final Path folder;

  /** Writes the clients' files into the folder. */
  MatrixFiles(Path folder) throws IOException {
    this.folder = folder;
    root.writeChain(rootFile(Root.RIGHT));
    wrongRoot.writeChain(rootFile(Root.WRONG));
    writeClient(ClientCertificate.RIGHT, clientRoot);
    writeClient(ClientCertificate.OF_ANOTHER_CA, otherClientRoot);
  }

  private void writeClient(ClientCertificate which, TestCertificate issuer) throws IOException {
    TestCertificate client = TestCertificate.leaf("client").issuedBy(issuer);
    client.writeChain(certificateFile(which));
    client.writeKey(keyFile(which));
  }

  private Path rootFile(Root which) {
    return folder.resolve("root-" + which + ".crt");
  }

  private Path certificateFile(ClientCertificate which) {
    return folder.resolve("client-" + which + ".crt");
  }

  private Path keyFile(ClientCertificate which) {
    return folder.resolve("client-" + which + ".key");
  }

  /** The root that the right root file holds. */
  X509Certificate rightRoot() {
    return root.certificate();
  }

  /** How a server of this kind is set up. */
  PostgresSettings settings(ServerKind kind) {
    PostgresSettings settings =
        kind.hasTls()
            ? PostgresSettings.tls(others.getOrDefault(kind, good))
            : PostgresSettings.withoutTls();
    if (kind.asksForCertificate()) {
      settings = settings.clientAuthority(clientRoot);
    }
    return settings.access(
        (kind.takesPlainLogin() ? "host" : "hostssl")
            + " all all all scram-sha-256"
            + (kind.demandsCertificate() ? " clientcert=verify-ca" : ""));
  }

  /** The parameters by which a client has the cell's mode and files. */
  Properties parameters(Cell cell) {
    Properties parameters = new Properties();
    parameters.setProperty("sslmode", cell.mode().parameterValue());
    parameters.setProperty("hostaddr", "127.0.0.1");
    if (cell.root() != Root.NONE) {
      parameters.setProperty("sslrootcert", rootFile(cell.root()).toString());
    }
    if (cell.certificate() != ClientCertificate.NONE) {
      parameters.setProperty("sslcert", certificateFile(cell.certificate()).toString());
      parameters.setProperty("sslkey", keyFile(cell.certificate()).toString());
    }
    return parameters;
  }
}
