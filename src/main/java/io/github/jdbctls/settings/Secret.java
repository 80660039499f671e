package io.github.jdbctls.settings;

/**
 * A value that must not be seen: prints {@code ***} wherever it is printed.
 *
 * <p>Immutable. Two secrets with the same content are equal; how long the comparison takes tells
 * nothing of the content but its length.
 */
public final class Secret {
  /** What stands for a secret in any text. */
  public static final String MASK = "***";

  private final String content;

  private Secret(String content) {
    this.content = content;
  }

  /** Wraps the content. */
  public static Secret of(String content) {
    return new Secret(content);
  }

  /** Returns the content, for the one use that needs it. */
  public String reveal() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && isEqual(content, secret.content);
  }

  /** Takes as long for any two contents of the same length. */
  private static boolean isEqual(String one, String other) {
    int difference = one.length() ^ other.length();
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      difference |= one.charAt(i) ^ other.charAt(i);
    }
    return difference == 0;
  }

  @Override
  public int hashCode() {
    // Tells nothing of the content.
    return MASK.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
