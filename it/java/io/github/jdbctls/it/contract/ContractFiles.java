package io.github.jdbctls.it.contract;

import io.github.jdbctls.it.contract.Cell.ClientCertificate;
import io.github.jdbctls.it.contract.Cell.Root;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The certificates: what servers present, and what clients have. */
final class ContractFiles {
  /** The name that all clients ask for. */
  static final String HOST = "localhost";

  private final TestCertificate root = TestCertificate.authority("server root").selfSigned();
  private final TestCertificate clientRoot = TestCertificate.authority("client root").selfSigned();

  private final Map<Identity, TestCertificate> servers =
      Map.of(
          Identity.GOOD,
          TestCertificate.leaf("server").dnsName(HOST).issuedBy(root),
          Identity.WRONG_NAME,
          TestCertificate.leaf("server").dnsName("elsewhere.example").issuedBy(root),
          Identity.UNKNOWN_CA,
          TestCertificate.leaf("server")
              .dnsName(HOST)
              .issuedBy(TestCertificate.authority("server root").selfSigned()),
          Identity.EXPIRED,
          TestCertificate.leaf("server").dnsName(HOST).expired().issuedBy(root));

  private final Path folder;

  /** Writes the clients' files into the folder. */
  ContractFiles(Path folder) throws IOException {
    this.folder = folder;
    root.writeChain(folder.resolve("root.crt"));
    writeClient(ClientCertificate.RIGHT, clientRoot);
    writeClient(
        ClientCertificate.OF_ANOTHER_CA, TestCertificate.authority("client root").selfSigned());
  }

  private void writeClient(ClientCertificate which, TestCertificate issuer) throws IOException {
    TestCertificate client = TestCertificate.leaf("client").issuedBy(issuer);
    client.writeChain(folder.resolve(which + ".crt"));
    client.writeKey(folder.resolve(which + ".key"));
  }

  /** What a server presents; empty for one without TLS. */
  Optional<TestCertificate> certificate(Identity identity) {
    return Optional.ofNullable(servers.get(identity));
  }

  /** Who issues the client certificates that servers take. */
  TestCertificate clientAuthority() {
    return clientRoot;
  }

  /** The root that the right root file holds. */
  X509Certificate rightRoot() {
    return root.certificate();
  }

  /** The parameters by which a client has the cell's mode and files. */
  Properties parameters(Cell cell) {
    Properties parameters = new Properties();
    parameters.setProperty("sslmode", cell.mode().parameterValue());
    parameters.setProperty("hostaddr", "127.0.0.1");
    if (cell.root() == Root.RIGHT) {
      parameters.setProperty("sslrootcert", folder.resolve("root.crt").toString());
    }
    if (cell.certificate() != ClientCertificate.NONE) {
      parameters.setProperty("sslcert", folder.resolve(cell.certificate() + ".crt").toString());
      parameters.setProperty("sslkey", folder.resolve(cell.certificate() + ".key").toString());
    }
    return parameters;
  }
}
