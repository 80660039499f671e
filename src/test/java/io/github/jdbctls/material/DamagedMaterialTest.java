package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.fuzz.MaterialReading;
import io.github.jdbctls.fuzz.MaterialReading.Use;
import io.github.jdbctls.fuzz.SecretText;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.MaterialFile;
import io.github.jdbctls.pki.MaterialFiles;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file: its parameter is refused or taken, and no secret is shown. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedMaterialTest {
  private static final String PASSWORD = "hush, l1ttle baby";
  private static final String WRONG_PASSWORD = "d0n't say a word";
  private static final int DAMAGES = 64;

  private static List<MaterialFile> files = List.of();
  private static String chain = "";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeAll
  static void make() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate ec = TestCertificate.leaf("app").issuedBy(root);
    TestCertificate rsa =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_2048).issuedBy(root);
    chain = ec.chainPem();
    files = MaterialFiles.all(ec, rsa, PASSWORD);
  }

  @BeforeEach
  void makeFile() throws IOException {
    file = TestCertificate.writePrivate(folder.resolve("material"), "");
  }

  static List<MaterialFile> files() {
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void standsFilesThatAreCutShort(MaterialFile material) throws Exception {
    byte[] whole = material.bytes();
    List<byte[]> parts = new ArrayList<>();
    for (int length = 0; length < whole.length; length += 64) {
      parts.add(Arrays.copyOf(whole, length));
    }
    for (int missing = 1; missing <= 3; missing++) {
      parts.add(Arrays.copyOf(whole, whole.length - missing));
    }
    readAll(material, parts);
  }

  @ParameterizedTest
  @MethodSource("files")
  void standsFilesWithTwoBytesSwapped(MaterialFile material) throws Exception {
    Random random = new Random(material.name().hashCode());
    List<byte[]> damaged = new ArrayList<>();
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bytes = material.bytes();
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(bytes.length);
      byte kept = bytes[from];
      bytes[from] = bytes[to];
      bytes[to] = kept;
      damaged.add(bytes);
    }
    readAll(material, damaged);
  }

  @ParameterizedTest
  @MethodSource("files")
  void standsFilesWithOneBitFlipped(MaterialFile material) throws Exception {
    Random random = new Random(~material.name().hashCode());
    List<byte[]> damaged = new ArrayList<>();
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bytes = material.bytes();
      // The frame, by which the rest is read, stands at the beginning.
      int at = random.nextInt(i % 2 == 0 ? Math.min(bytes.length, 128) : bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      damaged.add(bytes);
    }
    readAll(material, damaged);
  }

  @ParameterizedTest
  @MethodSource("files")
  void standsEachKindBehindEachOther(MaterialFile material) throws Exception {
    List<byte[]> joined = new ArrayList<>();
    for (MaterialFile other : files) {
      byte[] first = other.bytes();
      byte[] both = Arrays.copyOf(first, first.length + material.bytes().length);
      System.arraycopy(material.bytes(), 0, both, first.length, material.bytes().length);
      joined.add(both);
    }
    readAll(material, joined);
  }

  @ParameterizedTest
  @MethodSource("files")
  void standsAWrongPasswordAndAMissingOne(MaterialFile material) throws Exception {
    MaterialReading reading = reading();
    SecretText secret = secret(material);
    Files.write(file, material.bytes());
    for (Use use : Use.values()) {
      Optional<Problem> right = reading.read(use, file, Optional.of(PASSWORD), secret);
      Optional<Problem> wrong = reading.read(use, file, Optional.of(WRONG_PASSWORD), secret);
      Optional<Problem> none = reading.read(use, file, Optional.empty(), secret);
      boolean opened = !right.map(Problem::failure).equals(none.map(Problem::failure));
      if (opened) {
        assertThat(wrong.orElseThrow().failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
        assertThat(none.orElseThrow().failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
      } else if (wrong.map(Problem::failure).equals(Optional.of(TlsFailure.KEY_PASSWORD_WRONG))) {
        // A store with certificates in the open: whoever gives a password wants it verified.
        assertThat(material.name()).isIn("JKS", "JCEKS");
        assertThat(none).isEmpty();
      } else {
        assertThat(wrong.map(Problem::failure)).isEqualTo(none.map(Problem::failure));
      }
    }
  }

  private void readAll(MaterialFile material, List<byte[]> variants) throws IOException {
    MaterialReading reading = reading();
    SecretText secret = secret(material);
    for (byte[] variant : variants) {
      Files.write(file, variant);
      for (Use use : Use.values()) {
        reading.read(use, file, Optional.of(PASSWORD), secret);
      }
    }
  }

  private MaterialReading reading() throws IOException {
    return new MaterialReading(Files.writeString(folder.resolve("chain"), chain));
  }

  private static SecretText secret(MaterialFile material) {
    return new SecretText(List.of(PASSWORD, WRONG_PASSWORD), material.secrets());
  }
}
