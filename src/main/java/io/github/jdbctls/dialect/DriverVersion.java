package io.github.jdbctls.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A driver's version, compared number by number. Immutable.
 *
 * @param numbers most significant first
 */
public record DriverVersion(List<Integer> numbers) implements Comparable<DriverVersion> {
  private static final int MOST_DIGITS = 6;

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
    List<Integer> numbers = new ArrayList<>();
    int start;
    int end = -1;
    do {
      start = end + 1;
      end = endOfNumber(text, start);
      if (end > start) {
        numbers.add(Integer.valueOf(text.substring(start, end)));
      }
    } while (end > start && text.startsWith(".", end));
    return numbers.isEmpty() ? Optional.empty() : Optional.of(new DriverVersion(numbers));
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && end - start < MOST_DIGITS && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
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
