package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.Tool;
import java.nio.file.Path;
import java.util.Map;

/**
 * The same root, certificate and key in two shapes.
 *
 * @param files by the parameters that are to name them
 */
record GivenMaterial(Map<String, Path> files, boolean isBinary) {
  /** What opens the key. */
  static final String PASSWORD = CellFiles.PASSWORD;

  GivenMaterial {
    files = Map.copyOf(files);
  }

  /** PEM: the root, the chain, and an encrypted key. */
  static GivenMaterial pem(CorpusServer server, Client client, Path folder, Tool openssl)
      throws Exception {
    Path key = folder.resolve("encrypted.key");
    Private.write(key, new OpenSslKey(client, PASSWORD, openssl).pkcs8(Scheme.USUAL, "PEM"));
    return new GivenMaterial(
        Map.of("sslrootcert", server.rootFile(), "sslcert", client.chain(), "sslkey", key), false);
  }

  /** The root as DER, and chain and key in a PKCS#12 key store. */
  static GivenMaterial binary(CorpusServer server, Client client, Path folder, Tool openssl)
      throws Exception {
    Path root = folder.resolve("root.der");
    Path store = folder.resolve("client.pfx");
    Private.write(root, server.root().certificate().getEncoded());
    OpenSslKey key = new OpenSslKey(client, PASSWORD, openssl);
    Private.write(store, key.pkcs12(Scheme.USUAL, key.withChain()));
    return new GivenMaterial(Map.of("sslrootcert", root, "sslcert", store), true);
  }

  @Override
  public String toString() {
    return isBinary ? "DER and PKCS#12" : "PEM";
  }
}
