package io.github.jdbctls.it.secrets;

import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The secrets of the test, and the files and the server behind them. */
record SecretFiles(
    Path folder,
    TestCertificate root,
    TestCertificate client,
    TestCertificate other,
    List<String> linesOfKeys) {
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
    TestCertificate other = TestCertificate.leaf(USER).issuedBy(root);
    root.writeChain(folder.resolve("root.crt"));
    Files.write(
        folder.resolve("roots.p12"),
        StoreBuilder.of("PKCS12").trusted("root", root).bytes(KEY_PASSWORD));
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
        other,
        Stream.of(
                Stream.of(
                        KeyFormat.PKCS8,
                        KeyFormat.PKCS8_AES,
                        KeyFormat.PKCS8_3DES,
                        KeyFormat.DEK_INFO)
                    .flatMap(format -> lines(folder.resolve(format.name()))),
                Stream.of(KeyFormat.PKCS8_AES_DER, KeyFormat.PKCS12)
                    .flatMap(format -> pieces(folder.resolve(format.name()))),
                other.keyPem().lines().filter(SecretFiles::isOfKey))
            .flatMap(lines -> lines)
            .toList());
  }

  private static Stream<String> lines(Path pem) {
    try {
      return Files.readString(pem, StandardCharsets.US_ASCII).lines().filter(SecretFiles::isOfKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfKey(String line) {
    return line.length() > 20 && line.matches("[A-Za-z0-9+/=]+");
  }

  /** Base64 in pieces, so that a part of it is found as well. */
  private static Stream<String> pieces(Path der) {
    try {
      String text = Base64.getEncoder().encodeToString(Files.readAllBytes(der));
      return IntStream.range(0, text.length() / 32)
          .mapToObj(i -> text.substring(i * 32, i * 32 + 32));
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

  /** The key of somebody else, whose certificate is not the client's. */
  String otherKey() {
    return other.keyPem();
  }

  /** The text of a key's file. */
  String text(KeyFormat format) {
    return new String(bytes(format), StandardCharsets.US_ASCII);
  }

  /** Base64 of a key's file. */
  String base64(KeyFormat format) {
    return Base64.getEncoder().encodeToString(bytes(format));
  }

  private byte[] bytes(KeyFormat format) {
    try {
      return Files.readAllBytes(key(format));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with the password, of a name that tells nothing of it. */
  Path passwordFile(String password) {
    try {
      return TestCertificate.writePrivate(
          Files.createTempFile(folder, "password", ".txt"), password + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key store with the root. */
  Path trustStore() {
    return folder.resolve("roots.p12");
  }

  /** The key itself, as somebody would write it in place of its file. */
  String inlineKey() {
    return client.keyPem();
  }
}
