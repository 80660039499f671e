package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.settings.Shown;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * What became of a step of the connect, as JDBC has it:
 *
 * <ol>
 *   <li>No connection, or one that broke: {@code 08001} with the I/O failure as its cause.
 *   <li>A login that is missing, wrong, or may not do what it must: class 28.
 *   <li>A server that is loading, busy or full: transient.
 *   <li>Any other refusal: {@code 08004}.
 * </ol>
 *
 * <p>A server that does not know {@code AUTH} repeats the password. So of the answer to it only
 * texts that are known are shown, else its code alone.
 *
 * @param url bare
 * @param step that failed
 */
record RedisRefusal(String url, Step step) {
  /** What was being done. */
  enum Step {
    CONNECT("connect"),
    AUTH("AUTH"),
    SELECT("SELECT"),
    PING("PING");

    private final String words;

    Step(String words) {
      this.words = words;
    }
  }

  private static final String NOT_PERMITTED = "NOPERM";
  private static final String FULL = "ERR max number of clients reached";
  private static final Set<String> OF_THE_LOGIN = Set.of("NOAUTH", "WRONGPASS", NOT_PERMITTED);
  private static final Set<String> FOR_A_WHILE =
      Set.of("LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN");

  /** Whether the server has let us in all the same. */
  boolean isHarmless(String answer) {
    return step == Step.PING && code(answer).equals(NOT_PERMITTED);
  }

  /** No connection, one that broke, or an answer in another protocol. */
  SQLException broken(Exception failure) {
    return new SQLNonTransientConnectionException(
        at() + " failed: " + failure.getMessage(), "08001", failure);
  }

  /** Another answer than the one that there is. */
  SQLException unexpected(String expected) {
    return new SQLNonTransientConnectionException(
        at() + " failed: the answer is not " + expected, "08001");
  }

  /** An error, by its text. */
  SQLException refused(String text) {
    String code = code(text);
    if (text.startsWith(FULL)) {
      return new SQLTransientConnectionException(at() + " was refused: " + FULL, "08004");
    }
    if (FOR_A_WHILE.contains(code)) {
      return new SQLTransientConnectionException(at() + " was refused: " + shown(text), "08004");
    }
    if (step == Step.AUTH || OF_THE_LOGIN.contains(code)) {
      return new SQLInvalidAuthorizationSpecException(
          at() + " was refused: " + shown(text) + advice(code), "28000");
    }
    return new SQLNonTransientConnectionException(at() + " was refused: " + shown(text), "08004");
  }

  private static String advice(String code) {
    return switch (code) {
      case "NOAUTH" -> " Give a password, and a user unless it is \"default\".";
      case "WRONGPASS" -> " User or password are wrong.";
      case NOT_PERMITTED -> " The user may not do that.";
      default -> " The user or the password are wrong, or the server knows none.";
    };
  }

  private String at() {
    return url + ": " + step.words;
  }

  private String shown(String text) {
    return (step == Step.AUTH ? code(text) : Shown.value(text)) + ".";
  }

  /** The first word, if it looks like a code. */
  private static String code(String text) {
    String word = text.split(" ", 2)[0];
    return word.matches("[A-Z]{2,20}") ? word : "an error";
  }
}
