package io.github.jdbctls.it.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** A small part of a set that has every feature which any element has. */
final class CoveringSet {
  private CoveringSet() {}

  /**
   * Chooses greedily, the same at each run.
   *
   * @param features of an element, such as the pairs of its values
   */
  static <T> List<T> of(List<T> all, Function<T, List<Object>> features) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(1));
    Set<Object> covered = new HashSet<>();
    List<T> chosen = new ArrayList<>();
    int most = all.stream().mapToInt(element -> features.apply(element).size()).max().orElse(0);
    for (int gain = most; gain > 0; gain--) {
      for (T element : shuffled) {
        List<Object> own = features.apply(element);
        if (own.stream().filter(feature -> !covered.contains(feature)).count() >= gain) {
          covered.addAll(own);
          chosen.add(element);
        }
      }
    }
    return List.copyOf(chosen);
  }
}
