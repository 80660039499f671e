package io.github.jdbctls.context;

import io.github.jdbctls.material.Stamp;
import java.util.List;

/** Says which sources have changed: a few by their names, and how many more. */
final class ReloadCause {
  private static final int NAMED = 3;

  private ReloadCause() {}

  static String of(List<Stamp> stamps) {
    List<String> changed =
        stamps.stream().filter(Stamp::isStale).map(Stamp::describe).distinct().toList();
    if (changed.isEmpty()) {
      return "a file had changed again when it was read";
    }
    String named = String.join(", ", changed.subList(0, Math.min(NAMED, changed.size())));
    return changed.size() <= NAMED
        ? named + " changed"
        : named + " and " + (changed.size() - NAMED) + " more changed";
  }
}
