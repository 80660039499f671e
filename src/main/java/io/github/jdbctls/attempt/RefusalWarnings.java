package io.github.jdbctls.attempt;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.HostPort;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warnings of hosts that were refused where nobody else may tell of it: of each reason one until
 * the host is accepted, since a driver may try the same host again and again. A server can make up
 * reasons: of some {@value #MOST_REASONS} all are forgotten. Thread-safe.
 */
final class RefusalWarnings {
  static final int MOST_REASONS = 64;

  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private record Warning(HostPort server, String found) {}

  private final Set<Warning> warned = ConcurrentHashMap.newKeySet();

  /** Warns, unless it has done so. */
  void warn(HostPort server, Problem problem) {
    Warning warning = new Warning(server, problem.found());
    if (warned.contains(warning)) {
      return;
    }
    if (warned.size() >= MOST_REASONS) {
      warned.clear();
    }
    if (warned.add(warning)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The server "
              + server
              + " was refused, and the driver may go on without it: "
              + problem.message());
    }
  }

  /** The host has proven itself: should it be refused again, that is news. */
  void accepted(HostPort server) {
    if (!warned.isEmpty()) {
      warned.removeIf(warning -> warning.server().equals(server));
    }
  }
}
