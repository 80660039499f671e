package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** File systems other than the machine's own are those of ZIP archives. */
class FileStateTest {
  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-20T10:11:12Z"));

  @TempDir Path folder;

  private FileSystem archive(Map<String, ?> settings) throws Exception {
    return FileSystems.newFileSystem(
        URI.create("jar:" + folder.resolve("archive.zip").toUri()), settings);
  }

  private FileSystem archive() throws Exception {
    return archive(Map.of("create", "true"));
  }

  private FileSystem archiveWithModes() throws Exception {
    return archive(Map.of("create", "true", "enablePosixFileAttributes", "true"));
  }

  @Test
  void isAnotherIfAnyPartOfItIs() {
    Path path = Path.of("app.key");
    FileStamp stamp = new FileStamp(path, true, 6, MODIFIED, MODIFIED, "key");
    FileTime later = FileTime.from(MODIFIED.toInstant().plusNanos(1));
    Optional<FileState.Access> access = Optional.of(new FileState.Access(1, 0600));
    List<Supplier<FileState>> states = new ArrayList<>();
    for (Supplier<FileStamp> one :
        List.<Supplier<FileStamp>>of(
            () -> new FileStamp(Path.of("app.key"), true, 6, MODIFIED, MODIFIED, "key"),
            () -> new FileStamp(Path.of("other.key"), true, 6, MODIFIED, MODIFIED, "key"),
            () -> new FileStamp(path, false, 6, MODIFIED, MODIFIED, "key"),
            () -> new FileStamp(path, true, 7, MODIFIED, MODIFIED, "key"),
            () -> new FileStamp(path, true, 6, later, MODIFIED, "key"),
            () -> new FileStamp(path, true, 6, null, MODIFIED, "key"),
            () -> new FileStamp(path, true, 6, MODIFIED, later, "key"),
            () -> new FileStamp(path, true, 6, MODIFIED, null, "key"),
            () -> new FileStamp(path, true, 6, MODIFIED, MODIFIED, "other"),
            () -> new FileStamp(path, true, 6, MODIFIED, MODIFIED, null))) {
      states.add(() -> new FileState(one.get(), FileState.Kind.REGULAR, access, Optional.empty()));
    }
    states.add(() -> new FileState(stamp, FileState.Kind.OTHER, access, Optional.empty()));
    states.add(
        () -> new FileState(stamp, FileState.Kind.REGULAR, Optional.empty(), Optional.empty()));
    for (FileState.Access other :
        List.of(new FileState.Access(2, 0600), new FileState.Access(1, 0640))) {
      states.add(
          () -> new FileState(stamp, FileState.Kind.REGULAR, Optional.of(other), Optional.empty()));
    }
    FileAcl acl = new FileAcl(() -> "somebody", List.of());
    states.add(() -> new FileState(stamp, FileState.Kind.REGULAR, access, Optional.of(acl)));

    for (int i = 0; i < states.size(); i++) {
      FileState state = states.get(i).get();
      assertThat(state).hasSameHashCodeAs(states.get(i).get());
      assertThat(state).isNotEqualTo(stamp).isNotEqualTo(null);
      for (int k = 0; k < states.size(); k++) {
        FileState other = states.get(k).get();
        assertThat(state.equals(other)).as("%s, %s", state, other).isEqualTo(i == k);
      }
    }
  }

  @Test
  void tellsOwnerAndModeWhereTheFileSystemHasThem() throws Exception {
    Path file = Files.writeString(folder.resolve("app.key"), "secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    FileState state = FileState.of(file);

    assertThat(state.access())
        .contains(new FileState.Access((Integer) Files.getAttribute(file, "unix:uid"), 0640));
    assertThat(state.acl()).isEmpty();
    assertThat(state.kind()).isEqualTo(FileState.Kind.REGULAR);
    assertThat(state.stamp().changed()).isEqualTo(Files.getAttribute(file, "unix:ctime"));
  }

  @Test
  void readsAFileWhereThereAreNeitherModesNorLists() throws Exception {
    try (FileSystem archive = archive()) {
      Path file = Files.writeString(archive.getPath("/app.key"), "secret");
      Files.setLastModifiedTime(file, MODIFIED);

      FileState state = FileState.of(file);

      assertThat(state.kind()).isEqualTo(FileState.Kind.REGULAR);
      assertThat(state.access()).isEmpty();
      assertThat(state.acl()).isEmpty();
      assertThat(state.stamp()).isEqualTo(new FileStamp(file, true, 6, MODIFIED, null, null));
    }
  }

  @Test
  void tellsADirectoryWhereThereAreNeitherModesNorLists() throws Exception {
    try (FileSystem archive = archive()) {
      Path directory = Files.createDirectory(archive.getPath("/certificates"));

      assertThat(FileState.of(directory).kind()).isEqualTo(FileState.Kind.DIRECTORY);
    }
  }

  @Test
  void saysThatAFileIsMissingWhereThereAreNeitherModesNorLists() throws Exception {
    try (FileSystem archive = archive()) {
      Path file = archive.getPath("/none");

      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> FileState.of(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, 0600",
    "r--r-----, 0440",
    "rwxr-x--x, 0751",
    "---------, 0000",
    "-w--w--w-, 0222",
    "rwxrwxrwx, 0777",
    "--------x, 0001"
  })
  void readsModesWithoutTheNumberOfTheOwner(String permissions, String mode) throws Exception {
    try (FileSystem archive = archiveWithModes()) {
      Path file = Files.writeString(archive.getPath("/app.key"), "secret");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

      FileState state = FileState.of(file);

      assertThat(state.access())
          .contains(
              new FileState.Access(FileState.Access.UNKNOWN_OWNER, Integer.parseInt(mode, 8)));
      assertThat(state.access().orElseThrow()).hasToString("mode " + mode);
      assertThat(state.acl()).isEmpty();
      assertThat(state.kind()).isEqualTo(FileState.Kind.REGULAR);
      assertThat(state.stamp().size()).isEqualTo(6);
    }
  }

  @Test
  void showsTheOwnerOfAModeIfItIsKnown() {
    assertThat(new FileState.Access(70, 0644)).hasToString("mode 0644, owned by uid 70");
  }

  @Test
  void noticesAChangeWithoutTheTimeOfTheLastChange() throws Exception {
    try (FileSystem archive = archive()) {
      Path file = Files.writeString(archive.getPath("/root.crt"), "one");
      FileStamp stamp = FileState.of(file).stamp();
      assertThat(stamp.isStale()).isFalse();

      Files.writeString(file, "other");

      assertThat(stamp.isStale()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void noticesWhatever(Change change) throws Exception {
    Path file = Files.writeString(folder.resolve("root.crt"), "one");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    FileStamp stamp = FileStamp.of(file);
    assertThat(stamp.isStale()).isFalse();

    change.make(file);

    assertThat(stamp.isStale()).isTrue();
  }

  /** What becomes of a file whose size and time of modification are the same again. */
  private enum Change {
    BECOMES_A_DIRECTORY {
      @Override
      void make(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
      }
    },
    IS_REPLACED {
      @Override
      void make(Path file) throws IOException {
        Path other = Files.writeString(file.resolveSibling("other"), "two");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    },
    IS_WRITTEN_IN_PLACE {
      @Override
      void make(Path file) throws IOException {
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    },
    IS_GONE {
      @Override
      void make(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void make(Path file) throws IOException;
  }
}
