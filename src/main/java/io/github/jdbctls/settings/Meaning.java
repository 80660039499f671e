package io.github.jdbctls.settings;

/**
 * What a value means for the driver where another client's key for an ordinary property was used,
 * such as libpq's {@code connect_timeout}. Immutable.
 */
public sealed interface Meaning {
  /**
   * A property of the driver says the same.
   *
   * @param key the driver's, in its exact spelling
   * @param value as the driver reads it
   */
  record Property(String key, String value) implements Meaning {}

  /**
   * A property of the driver says the same, and counts only where nobody has written it.
   *
   * @param key the driver's, in its exact spelling
   * @param value as the driver reads it
   */
  record Fallback(String key, String value) implements Meaning {}

  /**
   * It asks for nothing but what is done anyway.
   *
   * @param reason why, as a clause
   */
  record Nothing(String reason) implements Meaning {}

  /**
   * The key does not take the value.
   *
   * @param expected what it takes, as a sentence
   */
  record Invalid(String expected) implements Meaning {}

  /**
   * The driver cannot do it.
   *
   * @param reason a clause that follows the key
   * @param remedy what to do instead, as a sentence
   */
  record Unsupported(String reason, String remedy) implements Meaning {}
}
