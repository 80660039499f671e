package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.failure.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords with characters that ought to be encoded. */
class PgUrlPasswordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://app:1234/hush@h",
        "postgresql://app:1234?hush@h/d",
        "postgresql:app:hush@h",
        "postgresql:/app:hush@h",
        "postgresql:///app:hush@h",
        "postgresql://h/d?password=a&hush=%zz"
      })
  void refusesWhatWouldBeReadAsADatabaseOrParameterAndRepeatsNothing(String url) {
    assertThatThrownBy(() -> PgUrl.parse(url))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("JTLS-106: the URL cannot be read: ")
        .hasMessageNotContaining("hush");
  }

  @Test
  void readsAnEncodedAtInADatabase() throws Exception {
    assertThat(PgUrl.parse("postgresql://h/a%40b").database()).contains("a@b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslrootcert", "ApplicationName"})
  void namesAKnownParameterThatCannotBeDecoded(String key) {
    assertThatThrownBy(() -> PgUrl.parse("postgresql://h/d?" + key + "=%zz"))
        .hasMessageContaining("the parameter \"" + key + "\" has a \"%\"");
  }
}
