package io.github.jdbctls.it.secrets;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Catches the records of all loggers of this JVM, at the finest level, until it is closed. */
final class LogNet extends Handler {
  private final Evidence evidence;
  private final Logger root = Logger.getLogger("");
  private final Level usual = root.getLevel();
  private final SimpleFormatter formatter = new SimpleFormatter();

  private LogNet(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Catches from now on. */
  static LogNet spread(Evidence evidence) {
    LogNet net = new LogNet(evidence);
    net.root.addHandler(net);
    net.root.setLevel(Level.ALL);
    return net;
  }

  @Override
  public void publish(LogRecord line) {
    String place = "log of " + line.getLoggerName() + " at " + line.getLevel();
    evidence.add(place, formatter.formatMessage(line));
    evidence.add(place + ", pattern", line.getMessage());
    evidence.add(place + ", parameters", Arrays.deepToString(line.getParameters()));
    if (line.getThrown() != null) {
      evidence.addThrowable(place, line.getThrown());
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    root.setLevel(usual);
    root.removeHandler(this);
  }
}
