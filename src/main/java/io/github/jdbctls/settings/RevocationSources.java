package io.github.jdbctls.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the revocation lists are. Immutable.
 *
 * @param file with one or more lists
 * @param directory of files with lists
 */
public record RevocationSources(Optional<Setting<Source>> file, Optional<Setting<Path>> directory) {
  /** No list is configured, so revocation is not checked. */
  public static final RevocationSources NONE =
      new RevocationSources(Optional.empty(), Optional.empty());

  /** Whether no list is configured. */
  public boolean isEmpty() {
    return file.isEmpty() && directory.isEmpty();
  }
}
