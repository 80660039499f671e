package io.github.jdbctls.settings;

import java.util.List;

/**
 * Which of libpq's default files settings were read by, and which were looked for in vain: with
 * other answers they would be other settings. Immutable.
 */
public final class DefaultFileAnswers {
  /** One answer. */
  record Answer(DefaultFile file, boolean counted) {}

  private final List<Answer> answers;

  DefaultFileAnswers(List<Answer> answers) {
    this.answers = List.copyOf(answers);
  }

  /** Asks the file system again. */
  public boolean stillHold() {
    for (Answer answer : answers) {
      if (answer.file().counts() != answer.counted()) {
        return false;
      }
    }
    return true;
  }
}
