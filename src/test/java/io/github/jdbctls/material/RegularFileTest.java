package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static io.github.jdbctls.material.Settings.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    assertThat(problemOf(() -> SourceBytes.read(source("sslkey", absent))).message())
        .doesNotContain("symbolic link");
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
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
    AtomicLong taken = new AtomicLong();
    Problem endless =
        problemOf(
            () ->
                RegularFile.read(
                    place(small),
                    path ->
                        new InputStream() {
                          @Override
                          public int read() {
                            taken.incrementAndGet();
                            return 'x';
                          }

                          @Override
                          public int read(byte[] b, int off, int len) {
                            taken.addAndGet(len);
                            return len;
                          }
                        }));
    assertThat(endless.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(taken).hasValue(RegularFile.LIMIT + 1L);
  }

  @Test
  void doesNotOpenWhatSaysThatItIsTooLarge() throws Exception {
    Path file = folder.resolve("large");
    for (long size : new long[] {RegularFile.LIMIT + 1L, 3L << 30}) {
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(size);
      }
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

      assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      assertThat(opened).hasValue(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1 KiB",
    "65536, 64 KiB",
    "1047552, 1023 KiB",
    "1048576, 1 MiB",
    "16777216, 16 MiB"
  })
  void saysHowMuchIsRead(int limit, String most) throws Exception {
    Problem problem = RegularFile.tooLarge(place(folder), limit).problem();

    assertThat(problem.found()).contains("larger than " + most + ",");
  }

  @Test
  void readsAsManyBytesAsTheLimit() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "12345678");

    assertThat(RegularFile.read(place(file), 8).bytes()).hasSize(8);
    assertThat(problemOf(() -> RegularFile.read(place(file), 7)).failure())
        .isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  /** As files of the kernel have it, and one that grows without a new time. */
  @Test
  void readsMoreThanTheFileSaysThatItHas() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "the");
    byte[] content = "the whole content".getBytes(UTF_8);

    assertThat(RegularFile.read(place(file), path -> new ByteArrayInputStream(content)).bytes())
        .isEqualTo(content);
    assertThat(
            RegularFile.read(place(file), path -> new ByteArrayInputStream(content, 0, 2)).bytes())
        .isEqualTo("th".getBytes(UTF_8));
  }

  /** Keeps the arrays that a file is read into. */
  private static final class Watched extends ByteArrayInputStream {
    private final List<byte[]> arrays;

    Watched(String content, List<byte[]> arrays) {
      super(content.getBytes(UTF_8));
      this.arrays = arrays;
    }

    @Override
    public int readNBytes(byte[] b, int off, int len) {
      arrays.add(b);
      return super.readNBytes(b, off, len);
    }

    @Override
    public synchronized int read(byte[] b, int off, int len) {
      arrays.add(b);
      return super.read(b, off, len);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "ke", "key", "key and more than the file said"})
  void leavesNothingInTheArraysThatItReadsInto(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "key");
    List<byte[]> arrays = new ArrayList<>();

    SourceBytes read = RegularFile.read(place(file), path -> new Watched(content, arrays));

    assertThat(read.bytes()).isEqualTo(content.getBytes(UTF_8));
    assertThat(arrays).isNotEmpty();
    for (byte[] array : arrays) {
      // One of them is as large as the limit, too many bytes for AssertJ to look at one by one.
      assertThat(Arrays.equals(array, new byte[array.length])).isTrue();
    }
  }

  /** One array is enough, and none has to be thrown away that has a part of a key in it. */
  @Test
  void readsTheWholeFileIntoOneArray() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "key");
    List<byte[]> arrays = new ArrayList<>();

    RegularFile.read(place(file), path -> new Watched("key", arrays));

    assertThat(arrays).allSatisfy(array -> assertThat(array).isSameAs(arrays.get(0)));
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
    AtomicInteger reads = new AtomicInteger();
    Problem problem =
        problemOf(
            () ->
                RegularFile.read(
                    place(file),
                    path -> {
                      reads.incrementAndGet();
                      Files.writeString(path, "x", StandardOpenOption.APPEND);
                      return Files.newInputStream(path);
                    }));
    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found()).contains("changes while it is read");
    assertThat(reads).hasValue(5);
  }

  static Stream<Arguments> failuresWithTheirReasons() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("a", null, "secret"), "permission denied"),
        Arguments.of(new FileSystemException("a", null, "Stale file handle"), "Stale file handle"),
        Arguments.of(new FileSystemException("a"), "FileSystemException"),
        Arguments.of(new IOException("x"), "IOException"),
        Arguments.of(new SecurityException("x"), "SecurityException"));
  }

  @ParameterizedTest
  @MethodSource("failuresWithTheirReasons")
  void saysWhyAFileCannotBeRead(Exception failure, String reason) {
    String user = "\"" + System.getProperty("user.name") + "\"";

    Problem problem = RegularFile.unreadable(place(folder), failure, Optional.empty()).problem();

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found()).endsWith("cannot be read by the user " + user + ": " + reason);
    assertThat(problem.cause()).isSameAs(failure);
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
