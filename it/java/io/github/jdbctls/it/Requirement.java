package io.github.jdbctls.it;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs from the machine it runs on.
 *
 * <p>Where it is missing the test is skipped with the reason; with the system property {@code
 * it.require=all} it fails instead, so that a machine which has everything cannot skip by accident.
 */
public final class Requirement {
  private static final String PROPERTY = "it.require";

  private Requirement() {}

  /**
   * Skips or fails the running test unless the server is there.
   *
   * @param server what is needed, as a reader knows it
   * @param reason why it is not there
   */
  public static void met(boolean present, String server, String reason) {
    if (!present) {
      throw missing(server, reason);
    }
  }

  /**
   * Returns what skips the running test, for a caller that found out by a failed start.
   *
   * @throws AssertionFailedError if everything is required here
   */
  public static IncompleteExecutionException missing(String server, String reason) {
    return missing(server, reason, "all".equals(System.getProperty(PROPERTY)));
  }

  static IncompleteExecutionException missing(
      String server, String reason, boolean everythingIsRequired) {
    String message = server + " is not on this machine: " + reason;
    if (everythingIsRequired) {
      throw new AssertionFailedError(message + " (but -D" + PROPERTY + "=all)");
    }
    return new TestAbortedException(message);
  }
}
