package io.github.jdbctls.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells keys that look like a parameter of ours, or like what the driver calls it, but are none,
 * from those of the driver.
 *
 * <p>A user who mistypes {@code sslmode} believes in a protection that is not there, so such a key
 * is an error:
 *
 * <ol>
 *   <li>it begins with {@code ssl}, {@code tls} or {@code channel_}, in any case, or
 *   <li>it becomes one of ours, or one that the dialect translates or refuses, by inserting,
 *       deleting or replacing one character, or by swapping two neighbours.
 * </ol>
 *
 * <p>A misspelt key that demands nothing secure is left to the driver. Immutable.
 */
final class Misspelling {
  /** More than any known key by two, so that what is cut off cannot bring a key nearer. */
  private static final int LONGEST_COMPARED = 40;

  private static final List<String> PREFIXES = List.of("ssl", "tls", "channel_");

  private final DelegateVocabulary vocabulary;

  Misspelling(DelegateVocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Returns the key that was probably meant; empty if the key does not look like a known one. */
  Optional<String> meant(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    String compared = lower.substring(0, Math.min(lower.length(), LONGEST_COMPARED));
    boolean prefixed = PREFIXES.stream().anyMatch(lower::startsWith);
    return known()
        // Each insertion or deletion is an edit, and only one is allowed.
        .filter(name -> prefixed || Math.abs(name.length() - compared.length()) <= 1)
        .map(name -> new Candidate(name, distance(compared, name.toLowerCase(Locale.ROOT))))
        .min(Comparator.comparingInt(Candidate::edits))
        .filter(nearest -> prefixed || nearest.edits() <= 1)
        .map(Candidate::key);
  }

  private Stream<String> known() {
    return Stream.concat(
        Stream.of(Parameter.values()).flatMap(parameter -> parameter.keys().stream()),
        vocabulary.guardedKeys().stream());
  }

  private record Candidate(String key, int edits) {}

  /** The optimal string alignment distance. */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = edits[i - 1][j - 1] + substitution;
        least = Math.min(least, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
