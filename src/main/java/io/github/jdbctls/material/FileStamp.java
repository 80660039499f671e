package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
 * @param fileKey device and inode, where the file system has them
 */
public record FileStamp(
    Path path,
    boolean exists,
    long size,
    @Nullable FileTime modified,
    @Nullable FileTime changed,
    @Nullable Object fileKey) {

  /**
   * What the file looks like now, symbolic links followed: one call of {@code stat}. A file whose
   * attributes cannot be read counts as absent.
   */
  public static FileStamp of(Path path) {
    try {
      return FileState.of(path).stamp();
    } catch (IOException e) {
      return new FileStamp(path, false, 0, null, null, null);
    }
  }
}
