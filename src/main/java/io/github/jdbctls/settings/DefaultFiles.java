package io.github.jdbctls.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * libpq's default files. Immutable; looks at the file system at each call, at the existence of
 * files only.
 *
 * <p>A file that has been used counts as named from then on: that it vanishes must not turn
 * verification off.
 *
 * @param folder where they are; empty if there are none
 * @param usedBefore whether a file was used by this JVM
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
record DefaultFiles(Optional<Path> folder, Predicate<Path> usedBefore) {
  /** None at all. */
  static DefaultFiles none() {
    return new DefaultFiles(Optional.empty(), path -> false);
  }

  /**
   * The trusted roots.
   *
   * @param demanded whether the mode always verifies: then only a file that is surely absent is
   *     missing; else one that may not be looked at is missing too, as for libpq
   */
  Optional<Setting<Source>> roots(boolean demanded) {
    return file("root.crt", demanded);
  }

  /** The client certificate; a file that may not be looked at counts, as for libpq. */
  Optional<Setting<Source>> certificate() {
    return file("postgresql.crt", true);
  }

  /** The private key; a file that may not be looked at counts, as for libpq. */
  Optional<Setting<Source>> key() {
    return file("postgresql.key", true);
  }

  /** The revocation list; one that may not be looked at is missing, as for libpq. */
  Optional<Setting<Source>> revocationList() {
    return file("root.crl", false);
  }

  private Optional<Setting<Source>> file(String name, boolean deniedCounts) {
    return folder
        .map(path -> path.resolve(name))
        .filter(path -> exists(path, deniedCounts) || usedBefore.test(path))
        .map(
            path ->
                new Setting<>(
                    new Source.File(path), new Origin(Origin.Kind.DEFAULT_FILE, path.toString())));
  }

  private static boolean exists(Path path, boolean deniedCounts) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return deniedCounts && !isBelowAFile(path);
    }
  }

  /** Where the folder itself is a file there is surely nothing in it. */
  private static boolean isBelowAFile(Path path) {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      if (Files.isRegularFile(parent)) {
        return true;
      }
    }
    return false;
  }
}
