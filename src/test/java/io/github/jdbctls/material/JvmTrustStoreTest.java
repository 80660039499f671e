package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTrustStoreTest {
  @TempDir Path folder;

  private Path store(TestCertificate... roots) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < roots.length; i++) {
      store.setCertificateEntry("root" + i, roots[i].certificate());
    }
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    return file;
  }

  private static String read(Path store) throws Exception {
    return FreshJvm.run(
        List.of(
            "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit"),
        "system");
  }

  @Test
  void readsTheStoreThatTheJvmWasGiven() throws Exception {
    Path file = store(TestCertificate.authority("a").selfSigned());
    assertThat(read(file)).contains("ANCHORS 1 of the JVM's trust store " + file, "EXIT 0");
  }

  @Test
  void refusesAnEmptyStore() throws Exception {
    Path file = store();
    assertThat(read(file)).contains("JTLS-211", file.toString(), "javax.net.ssl.trustStore");
    assertThat(read(Path.of("NONE"))).contains("JTLS-211", "javax.net.ssl.trustStore");
  }

  /** The JVM by itself would trust cacerts then. */
  @Test
  void refusesAStoreThatIsNamedAndMissingOrNoFile() throws Exception {
    Path absent = folder.resolve("absent");
    assertThat(read(absent))
        .contains("JTLS-201", absent.toString(), "javax.net.ssl.trustStore")
        .doesNotContain("ANCHORS");
    assertThat(read(folder)).contains("JTLS-202", folder.toString()).doesNotContain("ANCHORS");
  }

  @Test
  void refusesAStoreThatTheJvmCannotRead() throws Exception {
    Path file = Files.writeString(folder.resolve("garbage"), "garbage");
    assertThat(read(file)).contains("JTLS-202", file.toString());
  }

  private static List<X509Certificate> anchors() throws Exception {
    return JvmTrustStore.read(new Origin(Origin.Kind.PROPERTIES, "sslrootcert")).anchors();
  }

  /** JSSE keeps what it has read for as long as path and time are the same. */
  @Test
  void readsAStoreThatWasReplacedByOneOfTheSameTime() throws Exception {
    TestCertificate first = TestCertificate.authority("first").selfSigned();
    TestCertificate second = TestCertificate.authority("second").selfSigned();
    Path file = store(first);
    FileTime time = Files.getLastModifiedTime(file);
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      assertThat(anchors()).containsExactly(first.certificate());

      Files.delete(file);
      Path other = store(second);
      assertThat(other).isEqualTo(file);
      Files.setLastModifiedTime(other, time);

      assertThat(anchors()).containsExactly(second.certificate());
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }
}
