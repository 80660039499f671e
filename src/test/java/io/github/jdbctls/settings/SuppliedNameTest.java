package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppliedNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"client", "spiffe-1", "a.b_c", "7"})
  void namesMaterialOfTheApplication(String name) throws Exception {
    Source source =
        Reading.ofUrl("sslrootcert=Supplied:" + name).tls().roots().orElseThrow().value();

    assertThat(source).isEqualTo(new Source.Supplied(name));
    assertThat(source.kind()).isEqualTo(SourceKind.SUPPLIED);
    assertThat(source.describe()).isEqualTo("the supplied material " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a/b",
        "a:b",
        "0123456789012345678901234567890123456789012345678901234567890123-",
      })
  void isNothingElseAndIsNotShown(String name) {
    Problem refusal = Reading.ofUrl("sslrootcert=supplied:" + name).refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.message()).contains("\"sslrootcert\" in the URL", "supplied:");
    if (!name.isEmpty()) {
      assertThat(refusal.message()).doesNotContain(name);
    }
  }
}
