package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.Pkcs12Builder;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdStartTest {
  @TempDir Path folder;

  private String read(KeyAlgorithm algorithm, KeyFormat... formats) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate client =
        TestCertificate.leaf("app")
            .algorithm(algorithm)
            .issuedBy(TestCertificate.authority("ca").issuedBy(root));
    List<Object> args = new ArrayList<>();
    args.add(root.writeChain(folder.resolve("root.crt")));
    Files.writeString(
        folder.resolve("root.crt.crl"),
        TestCrl.of(root).pem() + TestCrl.of(root).revoking(client).pem());
    for (KeyFormat format : formats) {
      args.add(client.writeChain(folder.resolve("app.crt")));
      args.add(format.write(folder.resolve(format.name()), client, "secret"));
    }
    String output = FreshJvm.run(List.of("-verbose:class"), args.toArray());
    assertThat(output.lines().filter(l -> l.startsWith("KEY "))).hasSize(formats.length);
    assertThat(output).contains("ANCHORS 1 of ", "LISTS 2", "EXIT 0");
    return output;
  }

  @Test
  void loadsNoClassOfBouncyCastleForWhatTheJdkReads() throws Exception {
    String rsa =
        read(
            KeyAlgorithm.RSA_2048,
            KeyFormat.PKCS8,
            KeyFormat.PKCS8_AES,
            KeyFormat.PKCS1,
            KeyFormat.PKCS12);
    String ec =
        read(
            KeyAlgorithm.EC_P256,
            KeyFormat.PKCS8,
            KeyFormat.PKCS8_AES_DER,
            KeyFormat.SEC1,
            KeyFormat.SEC1_AFTER_PARAMETERS);

    assertThat(rsa + ec).doesNotContain("org.bouncycastle.");
  }

  @Test
  void loadsNoClassOfBouncyCastleForKeyStores() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate client = TestCertificate.leaf("app").issuedBy(root);
    List<Object> args = new ArrayList<>();
    args.add(
        Files.write(
            folder.resolve("root"), StoreBuilder.of("JKS").trusted("root", root).bytes("secret")));
    byte[][] stores = {
      StoreBuilder.of("PKCS12").key("app", client, "secret").bytes("secret"),
      StoreBuilder.of("JKS").key("app", client, "secret").bytes("secret"),
      Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES).identity(client, true).bytes("secret"),
      Pkcs12Builder.of(Pkcs12Builder.Scheme.SHA1_3DES).identity(client, true).bytes("secret"),
      Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE).identity(client, false).bytes("secret")
    };
    for (int i = 0; i < stores.length; i++) {
      Path store = TestCertificate.writePrivate(folder.resolve("store" + i), "");
      Files.write(store, stores[i]);
      args.addAll(List.of(store, store));
    }

    String output = FreshJvm.run(List.of("-verbose:class"), args.toArray());

    assertThat(output.lines().filter(l -> l.startsWith("KEY "))).hasSize(stores.length);
    assertThat(output).contains("ANCHORS 1 of ", "EXIT 0").doesNotContain("org.bouncycastle.");
  }

  @Test
  void loadsBouncyCastleForWhatTheJdkDoesNotRead() throws Exception {
    assertThat(read(KeyAlgorithm.RSA_2048, KeyFormat.PKCS8_3DES)).contains("org.bouncycastle.");
  }
}
