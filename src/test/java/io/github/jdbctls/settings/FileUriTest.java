package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileUriTest {
  @ParameterizedTest
  @CsvSource({
    "file:%2Fetc%2Froot.crt, /etc/root.crt",
    "file:/a/%C3%A9%F0%9F%94%91.crt, /a/é\uD83D\uDD11.crt",
    "file:/a%2D, /a-"
  })
  void decodesEscapesWhereverTheyStand(String value, String path) throws Exception {
    assertThat(Reading.of().url("sslrootcert", value).tls().roots().orElseThrow().value())
        .isEqualTo(new Source.File(Path.of(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "file:/secret%, has a % without two hexadecimal digits",
    "file:/secret%4, has a % without two hexadecimal digits",
    "file:/secret%4g, has a % without two hexadecimal digits",
    "file:/secret%g4, has a % without two hexadecimal digits",
    "file:/secret%-1, has a % without two hexadecimal digits",
    "file:/secret%E9, has escapes that are no UTF-8",
    "file:?secret, has a query or a fragment",
    "file:#secret, has a query or a fragment",
    "file:/a?secret, has a query or a fragment",
    "file:/a#secret, has a query or a fragment",
    "file:secret, has no absolute path",
    "file:, has no absolute path",
    "file://, has no absolute path",
    "file://localhost, has no absolute path",
    "file://secret, names a file on another host",
    "file://secret/a, names a file on another host"
  })
  void refusesWhatNamesNoFileOfThisHost(String value, String reason) {
    assertThat(refusal(value))
        .contains("\"sslrootcert\" in the URL is a file: URI that " + reason)
        .doesNotContain("secret");
  }

  private static String refusal(String value) {
    Problem refusal = Reading.of().url("sslrootcert", value).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    return refusal.message();
  }
}
