package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.fuzz.MaterialReading;
import io.github.jdbctls.fuzz.MaterialReading.Use;
import io.github.jdbctls.fuzz.SecretText;
import io.github.jdbctls.pki.TestCertificate;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no file with content is refused for every parameter, without waiting for anything. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpecialFileTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("material");
  }

  @Test
  void refusesAFifoThatNobodyWritesTo() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertRefused(TlsFailure.WRONG_CONTENT, "is a FIFO");
  }

  @Test
  void refusesADirectory() throws Exception {
    Files.createDirectory(file);

    assertRefused(TlsFailure.WRONG_CONTENT, "is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/dev/null", "/dev/random", "/dev/tty"})
  void refusesADevice(String device) throws Exception {
    assumeTrue(Files.exists(Path.of(device)));
    Files.createSymbolicLink(file, Path.of(device));

    assertRefused(TlsFailure.WRONG_CONTENT, "device");
  }

  @Test
  void refusesALinkToItself() throws Exception {
    Files.createSymbolicLink(file, file);

    assertRefused(TlsFailure.FILE_UNREADABLE, "cannot be read");
  }

  @Test
  void refusesAFileThatOthersMayNotRead() throws Exception {
    TestCertificate.writePrivate(file, "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "the user reads everything");

    assertRefused(TlsFailure.FILE_UNREADABLE, "permission denied");
  }

  @ParameterizedTest
  @CsvSource({"0, FILE_EMPTY, is empty", "20971520, WRONG_CONTENT, is larger than 16 MiB"})
  void refusesASizeThatNoMaterialHas(long size, TlsFailure failure, String found) throws Exception {
    TestCertificate.writePrivate(file, "");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }

    assertRefused(failure, found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 16 << 20})
  void refusesWhiteSpace(int length) throws Exception {
    byte[] blanks = new byte[length];
    Arrays.fill(blanks, (byte) '\n');
    TestCertificate.writePrivate(file, "");
    Files.write(file, blanks);

    assertRefused(TlsFailure.FILE_EMPTY, "is empty");
  }

  private void assertRefused(TlsFailure failure, String found) throws Exception {
    Path chain =
        TestCertificate.leaf("app")
            .issuedBy(TestCertificate.authority("root").selfSigned())
            .writeChain(folder.resolve("chain"));
    SecretText secret = new SecretText(List.of("hush"), List.of());
    for (Use use : Use.values()) {
      Problem problem =
          new MaterialReading(chain).read(use, file, Optional.of("hush"), secret).orElseThrow();
      assertThat(problem.failure()).as("%s: %s", use, problem).isEqualTo(failure);
      assertThat(problem.message()).as("%s", use).contains(found, file.toString());
    }
  }
}
