package io.github.jdbctls.settings;

/**
 * A value that must not be seen: prints {@code ***} wherever it is printed.
 *
 * <p>Immutable. Two secrets with the same content are equal, so that they can be part of a key.
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
    return other instanceof Secret secret && content.equals(secret.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
