package io.github.jdbctls.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A driver's version, compared number by number. Immutable.
 *
 * @param numbers most significant first
 */
public record DriverVersion(List<Integer> numbers) implements Comparable<DriverVersion> {
  private static final Pattern LEADING_NUMBERS = Pattern.compile("^(\\d{1,6}(?:\\.\\d{1,6})*)");

  /** Copies the list. */
  public DriverVersion {
    numbers = List.copyOf(numbers);
  }

  /** Makes a version of its numbers. */
  public static DriverVersion of(Integer... numbers) {
    return new DriverVersion(List.of(numbers));
  }

  /**
   * Reads the numbers that a text begins with, such as {@code 42.7.14} of {@code 42.7.14-SNAPSHOT}.
   */
  public static Optional<DriverVersion> parse(String text) {
    Matcher matcher = LEADING_NUMBERS.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new DriverVersion(
            Arrays.stream(matcher.group(1).split("\\.", -1)).map(Integer::valueOf).toList()));
  }

  @Override
  public int compareTo(DriverVersion other) {
    int length = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < length; i++) {
      int difference = Integer.compare(number(i), other.number(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private int number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
