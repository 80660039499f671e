package io.github.jdbctls.settings;

/**
 * A value and where it was written. Immutable.
 *
 * @param value the value, already read
 * @param origin where it was written
 */
public record Setting<T>(T value, Origin origin) {
  /** The value of a parameter that stands nowhere. */
  static <T> Setting<T> byDefault(Parameter parameter, T value) {
    return new Setting<>(value, new Origin(Origin.Kind.DEFAULT, parameter.key()));
  }
}
