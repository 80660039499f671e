package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import org.junit.jupiter.api.Test;

class GuardedReadingTest {
  private static Problem problemAfter(Throwable thrown) {
    return problemOf(
        () ->
            GuardedReading.of(
                "app.p12",
                () -> {
                  if (thrown instanceof Error error) {
                    throw error;
                  }
                  throw (RuntimeException) thrown;
                }));
  }

  @Test
  void letsNothingOutButProblems() throws Exception {
    for (Throwable thrown :
        new Throwable[] {new ClassCastException("x"), new StackOverflowError()}) {
      Problem problem = problemAfter(thrown);
      assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      assertThat(problem.message()).contains("app.p12 has something that cannot be decoded");
      assertThat(problem.cause()).isSameAs(thrown);
    }
    Problem memory = problemAfter(new OutOfMemoryError());
    assertThat(memory.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(memory.message()).contains("app.p12 needs more memory");

    Problem own = Problem.of(TlsFailure.FILE_EMPTY, "app.p12 is empty");
    assertThat(
            problemOf(
                () ->
                    GuardedReading.of(
                        "another",
                        () -> {
                          throw own.exception();
                        })))
        .isEqualTo(own);
    assertThat(GuardedReading.of("app.p12", () -> "read")).isEqualTo("read");
  }
}
