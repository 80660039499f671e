package io.github.jdbctls.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Our warnings of all threads, from its making until it is closed. Thread-safe. */
public final class LoggedWarnings implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.github.jdbctls");
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().equals(Level.WARNING)) {
            texts.add(line.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LoggedWarnings() {}

  /** Begins to keep them. */
  public static LoggedWarnings keep() {
    LoggedWarnings warnings = new LoggedWarnings();
    warnings.logger.addHandler(warnings.handler);
    return warnings;
  }

  /** Returns them, oldest first. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
