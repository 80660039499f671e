package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs whose password has characters that end it in the eyes of a parser. */
class UrlMaskAmbiguityTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:tls:hush@db:5432/a, jdbc:tls:***@db:5432/a",
    "jdbc:tls:postgresql://app:hush@x:y/z?w&v=u@db/a, jdbc:tls:postgresql://app:***@db/a",
    "jdbc:tls:postgresql://app:1?hush=x@db/a, jdbc:tls:postgresql://app:***@db/a",
    "jdbc:tls:postgresql://app:4711?@pass=db/a, jdbc:tls:postgresql://***",
    "jdbc:tls:postgresql://db/a?ApplicationName=x@y, jdbc:tls:postgresql://db/a?ApplicationName=***"
  })
  void hidesWhatMayBeThePassword(String url, String masked) {
    assertThat(UrlMask.mask(url)).isEqualTo(masked);
  }
}
