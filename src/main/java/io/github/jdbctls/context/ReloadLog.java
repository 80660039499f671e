package io.github.jdbctls.context;

import io.github.jdbctls.failure.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in the log what a reading has changed: a warning once for each doubt, and its end. */
final class ReloadLog {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private ReloadLog() {}

  /**
   * Says the difference, if there is any.
   *
   * @param before null if nothing had been read well; {@code after} likewise
   */
  static <M extends MaterialSet<M>> void log(
      @Nullable MaterialState<M> before, @Nullable MaterialState<M> after) {
    if (before == null || after == null) {
      return;
    }
    boolean wasBad = before.problem().isPresent();
    Optional<Problem> problem = after.problem();
    if (problem.isPresent() && !wasBad) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          () ->
              "A change cannot be read, and what was read before serves no longer than"
                  + " sslreloadgrace: "
                  + problem.get().message());
    } else if (after.generation().number() != before.generation().number()) {
      LOGGER.log(System.Logger.Level.INFO, () -> "Read again: " + after.generation().cause());
    } else if (wasBad && problem.isEmpty()) {
      LOGGER.log(System.Logger.Level.INFO, "What could not be read is as it was before");
    }
  }
}
