package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths as they are written in a parameter that names a file. */
class HomePathTest {
  @ParameterizedTest
  @CsvSource({
    "~, /home/app",
    "~/, /home/app",
    "~/c, /home/app/c",
    "~/ca.pem, /home/app/ca.pem",
    "~\\ca.pem, /home/app/ca.pem",
    "/~/ca.pem, /~/ca.pem"
  })
  void beginsWithTheHomeDirectoryForATilde(String text, String expected) throws Exception {
    assertThat(file(text)).isEqualTo(new Source.File(Path.of(expected).toAbsolutePath()));
  }

  @Test
  void isAnyOtherUsersHomeForNobody() throws Exception {
    assertThat(file("~app/ca.pem"))
        .isEqualTo(new Source.File(Path.of("~app/ca.pem").toAbsolutePath()));
  }

  @Test
  void hasNoMoreThan4096Characters() throws Exception {
    String longest = "/" + "a/".repeat(2047) + "b";

    assertThat(file(longest)).isEqualTo(new Source.File(Path.of(longest)));
    assertThat(Reading.of().url("sslcert", longest + "c").refusal().failure())
        .isEqualTo(TlsFailure.INVALID_VALUE);
  }

  private static Source file(String text) throws Exception {
    return Reading.of()
        .url("sslcert", text)
        .in(FakeEnvironment.empty().with("HOME", "/home/app"))
        .tls()
        .certificate()
        .orElseThrow()
        .value();
  }
}
