package io.github.jdbctls.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One of the alternatives that take turns. Not thread-safe. */
interface Contestant extends AutoCloseable {
  /** The names of what one turn measures; most measure one thing. */
  List<String> names();

  /** Takes a turn, and returns one measurement for each name. */
  Measured[] turn() throws Exception;

  /** Ends what was started for the turns. */
  @Override
  default void close() throws IOException, SQLException {}
}
