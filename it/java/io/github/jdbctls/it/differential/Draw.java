package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random choices which are the same for the same seed and number. Not thread-safe. */
final class Draw {
  private final SplittableRandom random;

  private Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The choices of one thing: the thing's number keeps it apart from all others of the seed. */
  static Draw of(long seed, String thing, int number) {
    // The first values of neighbouring seeds are alike; those of a generator's own seeds are not.
    return new Draw(
        new SplittableRandom(seed ^ ((long) thing.hashCode() << 32) ^ number).nextLong());
  }

  /** True in so many of a hundred cases. */
  boolean percent(int hundredths) {
    return random.nextInt(100) < hundredths;
  }

  /** From 0 up to, and without, the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of these, all equally likely. */
  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** One of these, all equally likely. */
  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** One of the words, all equally likely; one that stands there twice is twice as likely. */
  String wordOf(String words) {
    return oneOf(words.split(" ", -1));
  }

  /** A number of departures from what is good: mostly one, at most three. */
  int departures(int percentOfNone) {
    if (percent(percentOfNone)) {
      return 0;
    }
    return percent(60) ? 1 : percent(70) ? 2 : 3;
  }

  /** An endless stream of one of these. */
  <T> Stream<T> manyOf(List<T> values) {
    return Stream.generate(() -> oneOf(values));
  }
}
