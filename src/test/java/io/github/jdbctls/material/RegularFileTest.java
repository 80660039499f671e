package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static io.github.jdbctls.material.Settings.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularFileTest {
  @TempDir Path folder;

  private Place place(Path file) {
    return Place.of(new Origin(Origin.Kind.ENVIRONMENT, "PGSSLKEY"), file);
  }

  @Test
  void readsBytesWithTheStampOfTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "content");
    SourceBytes read = SourceBytes.read(source("sslcert", file));

    assertThat(read.bytes()).isEqualTo("content".getBytes(UTF_8));
    assertThat(read.stamps()).containsExactly(FileStamp.of(file));
    read.close();
    assertThat(read.bytes()).containsOnly(0);
  }

  @Test
  void refusesWhatIsMissing() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "content");
    Path absent = folder.resolve("absent");
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), absent);

    assertFailure(absent, TlsFailure.FILE_MISSING, "does not exist");
    assertFailure(dangling, TlsFailure.FILE_MISSING, "symbolic link to " + absent);
    assertFailure(file.resolve("below"), TlsFailure.FILE_MISSING, "through a regular file");
    assertThat(FileStamp.of(absent).exists()).isFalse();
    assertThat(FileStamp.of(file.resolve("below")).exists()).isFalse();
  }

  @Test
  void refusesALoopOfLinks() throws Exception {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertFailure(loop, TlsFailure.FILE_UNREADABLE, loop.toString());
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesDirectoriesFifosAndDevicesWithoutOpeningThem() throws Exception {
    Path fifo = folder.resolve("fifo");
    Process mkfifo = new ProcessBuilder("mkfifo", fifo.toString()).start();
    assertThat(mkfifo.waitFor(5, TimeUnit.SECONDS)).isTrue();

    assertFailure(folder, TlsFailure.WRONG_CONTENT, "is a directory");
    assertFailure(fifo, TlsFailure.WRONG_CONTENT, "FIFO");
    assertFailure(Path.of("/dev/zero"), TlsFailure.WRONG_CONTENT, "device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\r\n\t"})
  void refusesWhatIsEmpty(String content) throws Exception {
    assertFailure(
        Files.writeString(folder.resolve("a"), content), TlsFailure.FILE_EMPTY, "is empty");
  }

  /** Files of the kernel that block, such as {@code /proc/kmsg}, say that they are. */
  @Test
  void doesNotOpenWhatSaysThatItIsEmpty() throws Exception {
    Path file = Files.createFile(folder.resolve("a"));
    AtomicInteger opened = new AtomicInteger();
    Problem problem =
        problemOf(
            () ->
                RegularFile.read(
                    place(file),
                    path -> {
                      opened.incrementAndGet();
                      return InputStream.nullInputStream();
                    }));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_EMPTY);
    assertThat(opened).hasValue(0);
  }

  @Test
  void refusesWhatIsTooLargeBeforeAndWhileReading() throws Exception {
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(RegularFile.LIMIT + 1L);
    }
    assertFailure(large, TlsFailure.WRONG_CONTENT, "16 MiB");

    Path small = Files.writeString(folder.resolve("small"), "x");
    Problem endless =
        problemOf(
            () ->
                RegularFile.read(
                    place(small),
                    path ->
                        new InputStream() {
                          @Override
                          public int read() {
                            return 'x';
                          }

                          @Override
                          public int read(byte[] b, int off, int len) {
                            return len;
                          }
                        }));
    assertThat(endless.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  @Test
  void readsAgainWhatChangedMeanwhile() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "old");
    AtomicInteger reads = new AtomicInteger();
    SourceBytes read =
        RegularFile.read(
            place(file),
            path -> {
              InputStream in = Files.newInputStream(path);
              if (reads.getAndIncrement() == 0) {
                Files.writeString(path, " and new", StandardOpenOption.APPEND);
              }
              return in;
            });

    assertThat(new String(read.bytes(), UTF_8)).isEqualTo("old and new");
    assertThat(reads).hasValue(2);
  }

  @Test
  void givesUpOnAFileThatKeepsChanging() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "x");
    Problem problem =
        problemOf(
            () ->
                RegularFile.read(
                    place(file),
                    path -> {
                      Files.writeString(path, "x", StandardOpenOption.APPEND);
                      return Files.newInputStream(path);
                    }));
    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found()).contains("changes while it is read");
  }

  @Test
  void namesTheUserAndTheModeOfWhatMayNotBeRead() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    Problem problem =
        problemOf(
            () ->
                RegularFile.read(
                    place(file),
                    path -> {
                      throw new AccessDeniedException(path.toString());
                    }));
    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found())
        .contains(
            "environment variable PGSSLKEY",
            "permission denied",
            "\"" + System.getProperty("user.name") + "\"",
            "mode 0200");
    assertThat(problem.cause()).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void stampsChangeWithSizeTimeModeAndIdentity() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "x");
    FileStamp first = FileStamp.of(file);
    assertThat(FileStamp.of(file)).isEqualTo(first);

    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    FileStamp second = FileStamp.of(file);
    assertThat(second).isNotEqualTo(first);

    replace(file, "y");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(FileStamp.of(file)).isNotEqualTo(second);

    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileStamp throughLink = FileStamp.of(link);
    assertThat(throughLink.size()).isEqualTo(1);
    Files.writeString(file, "longer");
    assertThat(FileStamp.of(link)).isNotEqualTo(throughLink);
  }

  /** Its times are too coarse to tell. */
  @Test
  void stampsOfADirectoryTellWhetherAnEntryIsADirectory() throws Exception {
    Path entry = Files.createDirectory(folder.resolve("entry"));
    Object withDirectory = FileStamp.of(folder).fileKey();
    assertThat(FileStamp.of(folder).fileKey()).isEqualTo(withDirectory);

    Files.delete(entry);
    Files.createFile(entry);

    assertThat(FileStamp.of(folder).fileKey()).isNotEqualTo(withDirectory);
  }

  private static void replace(Path file, String content) throws IOException {
    Path other = Files.writeString(file.resolveSibling("new"), content);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void assertFailure(Path file, TlsFailure failure, String text) {
    Problem problem = problemOf(() -> SourceBytes.read(source("sslkey", file)));
    assertThat(problem.failure()).isEqualTo(failure);
    assertThat(problem.message()).contains(text, file.toString(), "\"sslkey\" in the URL");
  }
}
