package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file looked like when it was read; another stamp means that it may have changed.
 * Immutable.
 *
 * @param path the file
 * @param exists whether it was there
 * @param size in bytes
 * @param modified mtime
 * @param changed ctime, where the file system has it
 * @param fileKey device and inode, where the file system has them; of a directory also the names in
 *     it, and which of them are directories
 */
public record FileStamp(
    Path path,
    boolean exists,
    long size,
    @Nullable FileTime modified,
    @Nullable FileTime changed,
    @Nullable Object fileKey)
    implements Stamp {

  /** The coarsest clock of a file system that is in use: FAT's. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  /**
   * What the file looks like now, symbolic links followed: one call of {@code stat}. A file whose
   * attributes cannot be read counts as absent.
   *
   * <p>A directory also looks like the names in it, and which of them are directories: its times
   * are too coarse to tell of an entry that comes, or becomes a file, at the moment of the look.
   */
  public static FileStamp of(Path path) {
    try {
      FileState state = FileState.of(path);
      return state.kind() == FileState.Kind.DIRECTORY ? ofDirectory(state.stamp()) : state.stamp();
    } catch (IOException | DirectoryIteratorException e) {
      return absent(path);
    }
  }

  private static FileStamp absent(Path path) {
    return new FileStamp(path, false, 0, null, null, null);
  }

  // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileStamp that
        && Objects.equals(path, that.path)
        && exists == that.exists
        && size == that.size
        && Objects.equals(modified, that.modified)
        && Objects.equals(changed, that.changed)
        && Objects.equals(fileKey, that.fileKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, exists, size, modified, changed, fileKey);
  }

  @Override
  public String describe() {
    return Printable.of(path.toString());
  }

  @Override
  public boolean isStale() {
    return !now().equals(this);
  }

  /** Of a file less has to be asked than of a directory. */
  private FileStamp now() {
    try {
      FileStamp stamp =
          exists && !(fileKey instanceof DirectoryKey) ? FileState.keyedStamp(path) : null;
      return stamp == null ? of(path) : stamp;
    } catch (IOException e) {
      return absent(path);
    }
  }

  /** By ctime, which nobody can set, where the file system has it; else by mtime. */
  @Override
  public boolean isYoung(Instant read) {
    FileTime newest = changed == null ? modified : changed;
    return newest != null && newest.toInstant().isAfter(read.minus(COARSEST_CLOCK));
  }

  private static FileStamp ofDirectory(FileStamp stamp) throws IOException {
    Set<Path> names = new HashSet<>();
    Set<Path> directories = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(stamp.path())) {
      Iterator<Path> next = entries.iterator();
      while (next.hasNext() && names.size() <= RevocationDirectory.MOST_ENTRIES) {
        Path entry = next.next();
        names.add(entry);
        if (Files.isDirectory(entry)) {
          directories.add(entry);
        }
      }
    }
    return new FileStamp(
        stamp.path(),
        true,
        stamp.size(),
        stamp.modified(),
        stamp.changed(),
        new DirectoryKey(stamp.fileKey(), Set.copyOf(names), Set.copyOf(directories)));
  }

  private record DirectoryKey(@Nullable Object fileKey, Set<Path> names, Set<Path> directories) {}
}
