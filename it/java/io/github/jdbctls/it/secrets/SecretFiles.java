package io.github.jdbctls.it.secrets;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The secrets of the test, and the files and the server behind them. */
record SecretFiles(
    Path folder, TestCertificate root, TestCertificate client, List<String> linesOfKeys) {
  /** What every part of every password has, and nothing else in the world. */
  static final String STEM = "hush";

  /** However it is cut, each part has the stem. */
  static final String PASSWORD =
      "hush1@hush2:hush3/hush4?hush5&hush6=hush7#hush8%hush9+hush10 hush11";

  static final String KEY_PASSWORD = "hushkey &=hushkey";
  static final String USER = "app";

  static SecretFiles write(Path folder) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate client = TestCertificate.leaf(USER).issuedBy(root);
    root.writeChain(folder.resolve("root.crt"));
    client.writeChain(folder.resolve("app.crt"));
    for (KeyFormat format : KeyFormat.values()) {
      if (format != KeyFormat.PKCS1) {
        format.write(folder.resolve(format.name()), client, KEY_PASSWORD);
      }
    }
    return new SecretFiles(
        folder,
        root,
        client,
        Stream.of(KeyFormat.PKCS8, KeyFormat.PKCS8_AES, KeyFormat.PKCS8_3DES, KeyFormat.DEK_INFO)
            .flatMap(format -> lines(folder.resolve(format.name())))
            .toList());
  }

  private static Stream<String> lines(Path pem) {
    try {
      return Files.readString(pem, StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.length() > 20 && line.matches("[A-Za-z0-9+/=]+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PostgresServer startServer() throws Exception {
    PostgresServer server =
        PostgresServer.start(
            PostgresSettings.tls(
                    TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(root))
                .clientAuthority(root)
                .access("hostssl all app all scram-sha-256 clientcert=verify-ca"));
    server.createUser(USER, PASSWORD);
    return server;
  }

  /** A server's certificate for the right name, of an authority that nobody trusts. */
  TestCertificate serverOfSomebodyElse() {
    return TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path key(KeyFormat format) {
    return folder.resolve(format.name());
  }

  /** The key itself, as somebody would write it in place of its file. */
  String inlineKey() {
    return client.keyPem();
  }
}
