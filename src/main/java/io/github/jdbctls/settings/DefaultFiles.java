package io.github.jdbctls.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * libpq's default files, for one reading of settings. Looks at the existence of files only, and
 * notes what it found. Not thread-safe.
 *
 * <p>A file that has been used counts as named from then on: that it vanishes must not turn
 * verification off.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">libpq, SSL Support</a>
 */
final class DefaultFiles {
  private final Optional<Path> folder;
  private final Predicate<Path> usedBefore;
  private final List<DefaultFileAnswers.Answer> answers = new ArrayList<>();

  /**
   * Looks in a folder.
   *
   * @param folder where they are; empty if there are none
   * @param usedBefore whether a file was used by this JVM
   */
  DefaultFiles(Optional<Path> folder, Predicate<Path> usedBefore) {
    this.folder = folder;
    this.usedBefore = usedBefore;
  }

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

  /** What was asked so far, and found. */
  DefaultFileAnswers answers() {
    return new DefaultFileAnswers(answers);
  }

  private Optional<Setting<Source>> file(String name, boolean deniedCounts) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path path = folder.get().resolve(name);
    DefaultFile file = new DefaultFile(path, deniedCounts, usedBefore);
    boolean counts = file.counts();
    answers.add(new DefaultFileAnswers.Answer(file, counts));
    return counts
        ? Optional.of(
            new Setting<>(
                new Source.File(path), new Origin(Origin.Kind.DEFAULT_FILE, path.toString())))
        : Optional.empty();
  }
}
