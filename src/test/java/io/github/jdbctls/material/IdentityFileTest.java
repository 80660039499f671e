package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.password;
import static io.github.jdbctls.material.Settings.problemOf;
import static io.github.jdbctls.material.Settings.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.Pkcs12Builder;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityFileTest {
  private static final String PASSWORD = "secret";
  private static final TestCertificate CLIENT = TestCertificate.leaf("app").selfSigned();

  @TempDir Path folder;

  private IdentityFile read(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes);
    return IdentityFile.read(source("sslkey", file), new Password(password(PASSWORD), "the key"));
  }

  private IdentityFile read(String pem) throws Exception {
    return read(HostileFile.ascii(pem));
  }

  private static Pkcs12Builder store() {
    return Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE);
  }

  @Test
  void tellsWhatItHas() throws Exception {
    IdentityFile store = read(store().identity(CLIENT, true).bytes(PASSWORD));
    assertThat(store.hasCertificates()).isTrue();
    assertThat(store.hasKey()).isTrue();
    IdentityFile chain = read(CLIENT.pem());
    assertThat(chain.hasCertificates()).isTrue();
    assertThat(chain.hasKey()).isFalse();
    IdentityFile key = read(CLIENT.keyPem());
    assertThat(key.hasCertificates()).isFalse();
    assertThat(key.hasKey()).isTrue();
  }

  @Test
  void wipesAllThatItHoldsWhenItIsClosed() throws Exception {
    IdentityFile file = read(store().identity(CLIENT, true).bytes(PASSWORD));
    KeyEntry key = file.keys().get(0);
    assertThat(key.open()).isEqualTo(CLIENT.key());

    file.close();

    assertThat(problemOf(key::open).failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(file.source().bytes()).containsOnly(0);
  }

  @Test
  void wipesTheBlocksOfPemWhenItIsClosed() throws Exception {
    IdentityFile file = read(CLIENT.keyPem());
    KeyEntry key = file.keys().get(0);
    assertThat(key.open()).isEqualTo(CLIENT.key());

    file.close();

    assertThat(problemOf(key::open).failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(file.source().bytes()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"9, 9, false", "10, 10, false", "11, 10, true"})
  void listsTenKeysAtMost(int keys, int listed, boolean more) throws Exception {
    Pkcs12Builder store = store();
    for (int i = 0; i < keys; i++) {
      store.keyOnly(CLIENT);
    }

    String inventory = read(store.bytes(PASSWORD)).inventory();

    assertThat(inventory).contains(" with " + keys + " private keys: \"app\" (without");
    assertThat(inventory.split("\"app\"", -1)).hasSize(listed + 1);
    assertThat(inventory.endsWith(", ...")).isEqualTo(more);
  }

  @Test
  void saysWhatAFileIsThatIsNoKeyStore() throws Exception {
    assertThat(read(CLIENT.keyPem()).inventory()).isEqualTo("a PKCS#8 private key");
    assertThat(read(CLIENT.pem()).inventory()).isEqualTo("a PEM certificate");
  }
}
