package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static Problem refusalOfNamed(String name) {
    System.setProperty("javax.net.ssl.trustStore", name);
    try {
      return Settings.problemOf(JvmTrustStoreTest::anchors);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
    }
  }

  /** A NUL, and half a character: the JVM by itself would trust cacerts then. */
  @ParameterizedTest
  @ValueSource(strings = {"trust\0.p12", "trust\ud800.p12"})
  void refusesANameThatIsNoPathWithoutRepeatingItsCharacters(String name) {
    Problem problem = refusalOfNamed(name);

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(problem.message())
        .contains("javax.net.ssl.trustStore", "is no path", "\"trust?.p12\"")
        .doesNotContain(name);
    assertThat(problem.cause()).isNull();
  }

  private Path storeOfTheJvm(String name, TestCertificate root) throws Exception {
    return Files.move(store(root), folder.resolve(name));
  }

  private TrustMaterial readDefault() throws ProblemException {
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      return JvmTrustStore.read(new Origin(Origin.Kind.PROPERTIES, "sslrootcert"), folder);
    } finally {
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  /** As in a native image. */
  @Test
  void goesByTheJvmWhereThatHasNoHome() throws Exception {
    String home = System.getProperty("java.home");
    System.clearProperty("java.home");
    try {
      TrustMaterial material =
          JvmTrustStore.read(new Origin(Origin.Kind.PROPERTIES, "sslrootcert"));

      assertThat(material.anchors()).isNotEmpty();
      assertThat(material.jvmTrustManager()).isPresent();
      assertThat(material.stamps()).as("files that could change").isEmpty();
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @Test
  void takesJssecacertsBeforeCacerts() throws Exception {
    TestCertificate first = TestCertificate.authority("first").selfSigned();
    TestCertificate second = TestCertificate.authority("second").selfSigned();
    storeOfTheJvm("cacerts", second);
    assertThat(readDefault().anchors()).containsExactly(second.certificate());

    storeOfTheJvm("jssecacerts", first);

    assertThat(readDefault().anchors()).containsExactly(first.certificate());
  }

  @Test
  void takesNoCacertsInPlaceOfJssecacertsThatCannotBeRead() throws Exception {
    storeOfTheJvm("cacerts", TestCertificate.authority("a").selfSigned());
    Path first = Files.createDirectory(folder.resolve("jssecacerts"));

    assertThat(Settings.problemOf(this::readDefault))
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE))
        .satisfies(p -> assertThat(p.found()).contains(first.toString()));
  }

  /** As a mount that is gone leaves it. */
  @Test
  void takesNoCacertsInPlaceOfJssecacertsThatIsALinkToNothing() throws Exception {
    storeOfTheJvm("cacerts", TestCertificate.authority("a").selfSigned());
    Path first = Files.createSymbolicLink(folder.resolve("jssecacerts"), folder.resolve("gone"));

    assertThat(Settings.problemOf(this::readDefault))
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE))
        .satisfies(p -> assertThat(p.found()).contains(first.toString()));
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void opensNoFifo() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertThat(refusalOfNamed(fifo.toString()))
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE))
        .satisfies(p -> assertThat(p.found()).contains(fifo.toString()));
  }
}
