package io.github.jdbctls.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

/**
 * One of libpq's default files. Immutable; asks the file system at each call.
 *
 * @param path where it would be
 * @param deniedCounts whether one that may not be looked at counts as there
 * @param usedBefore whether a file was used by this JVM
 */
record DefaultFile(Path path, boolean deniedCounts, Predicate<Path> usedBefore) {
  /** Whether it is there, or must be. */
  boolean counts() {
    return exists() || usedBefore.test(path);
  }

  private boolean exists() {
    if (!deniedCounts) {
      return path.toFile().exists();
    }
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return !isBelowAFile();
    }
  }

  /** Where the folder itself is a file there is surely nothing in it. */
  private boolean isBelowAFile() {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      if (Files.isRegularFile(parent)) {
        return true;
      }
    }
    return false;
  }
}
