package io.github.jdbctls.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * libpq's default files. Immutable; looks at the file system at each call, at the existence of
 * files only.
 *
 * @param folder where they are; empty if there are none
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
record DefaultFiles(Optional<Path> folder) {

  /** The trusted roots; a file that may not be looked at is missing, as for libpq. */
  Optional<Setting<Source>> roots() {
    return file("root.crt", false);
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
        .filter(path -> exists(path, deniedCounts))
        .map(
            path ->
                new Setting<>(
                    new Source.File(path), new Origin(Origin.Kind.DEFAULT_FILE, path.toString())));
  }

  private static boolean exists(Path path, boolean deniedCounts) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return true;
    } catch (AccessDeniedException e) {
      return deniedCounts;
    } catch (IOException e) {
      return false;
    }
  }
}
