package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A way in which the driver is stricter than libpq on purpose.
 *
 * @param meaning with the numbers of libpq's cases, where it has some
 * @param predicate whether it explains why the driver has refused: true only for configurations
 *     that have what it is about, and for the failure that it ends with
 */
record Deviation(String meaning, Predicate<Comparison> predicate) {
  /** The first that explains the comparison. */
  static Optional<Deviation> explaining(Comparison comparison) {
    return Stream.of(
            WordDeviations.ALL, FileDeviations.ALL, NameDeviations.ALL, ChainDeviations.ALL)
        .flatMap(List::stream)
        .filter(deviation -> deviation.explains(comparison))
        .findFirst();
  }

  boolean explains(Comparison comparison) {
    return predicate.test(comparison);
  }
}
