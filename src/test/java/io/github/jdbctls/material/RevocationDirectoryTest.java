package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that changes while it is read: at the moment when a file of it is opened. */
class RevocationDirectoryTest {
  private static final TestCertificate CA = TestCertificate.authority("ca").selfSigned();

  /** What happens when a file is opened, just before that. */
  private interface Change {
    void before(Path opened) throws IOException;
  }

  @TempDir private Path folder;
  private final List<String> opened = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("a.crl"));
  }

  private RevocationDirectory directory(Change change) {
    return new RevocationDirectory(
        Place.of(new Origin(Origin.Kind.URL, "sslcrldir"), folder),
        path -> {
          opened.add(path.getFileName().toString());
          change.before(path);
          return Files.newInputStream(path);
        });
  }

  private static boolean is(Path path, String name) {
    return path.endsWith(name);
  }

  @Test
  void listsAgainIfAFileGoesAfterItWasListed() throws Exception {
    Path going = TestCrl.of(CA).writePem(folder.resolve("b.crl"));

    RevocationLists read = directory(file -> Files.deleteIfExists(going)).read();

    assertThat(read.lists()).hasSize(1);
    assertThat(opened).containsExactly("a.crl", "a.crl");
    assertThat(read.stamps()).noneMatch(Stamp::isStale);
  }

  @Test
  void listsAgainIfAFileGoesJustBeforeItIsOpened() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("b.crl"));

    RevocationLists read =
        directory(
                file -> {
                  if (is(file, "b.crl")) {
                    Files.delete(file);
                  }
                })
            .read();

    assertThat(read.lists()).hasSize(1);
    assertThat(opened).containsExactly("a.crl", "b.crl", "a.crl");
  }

  @Test
  void refusesADirectoryWhoseFilesGoAgainAndAgain() throws Exception {
    Files.createFile(folder.resolve("b1.crl"));

    Problem problem =
        Settings.problemOf(
            () ->
                directory(
                        file -> {
                          int turn = opened.size();
                          Files.delete(folder.resolve("b" + turn + ".crl"));
                          Files.createFile(folder.resolve("b" + (turn + 1) + ".crl"));
                        })
                    .read());

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(problem.found()).contains("b5.crl", "sslcrldir");
    assertThat(opened).hasSize(5).containsOnly("a.crl");
  }

  /** Nothing comes of reading it again. */
  @Test
  void refusesALinkToNothingAtOnce() throws Exception {
    Files.createSymbolicLink(folder.resolve("b.crl"), Path.of("none"));

    Problem problem = Settings.problemOf(() -> directory(file -> {}).read());

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(opened).containsExactly("a.crl");
  }

  /** The caller then reads both again. */
  @Test
  void returnsWhatItReadWithAStampThatTellsOfAFileThatCame() throws Exception {
    RevocationLists read =
        directory(file -> Files.copy(folder.resolve("a.crl"), folder.resolve("b.crl"))).read();

    assertThat(read.lists()).hasSize(1);
    assertThat(read.stamps()).anyMatch(Stamp::isStale);
  }
}
