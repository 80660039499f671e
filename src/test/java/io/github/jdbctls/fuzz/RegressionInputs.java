package io.github.jdbctls.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that a fuzzer found, or that were thought up in its manner. */
final class RegressionInputs {
  private static final Path FOLDER = Path.of("src/test/resources/fuzz");

  private RegressionInputs() {}

  /** Those of one target, in the order of their names; at least one. */
  static List<Path> of(String target) throws IOException {
    try (Stream<Path> inputs = Files.list(FOLDER.resolve(target))) {
      List<Path> sorted = inputs.sorted().toList();
      if (sorted.isEmpty()) {
        throw new IllegalStateException("no inputs in " + FOLDER.resolve(target));
      }
      return sorted;
    }
  }
}
