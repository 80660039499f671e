package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.DelegateVocabulary.Pass;
import io.github.jdbctls.settings.DelegateVocabulary.Reword;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewordedPropertiesTest {
  private static final DelegateVocabulary VOCABULARY =
      key ->
          switch (key) {
            case "app" -> Optional.of(new Reword(value -> new Meaning.Property("App", value)));
            case "fallback" -> Optional.of(new Reword(value -> new Meaning.Fallback("App", value)));
            case "nothing" -> Optional.of(new Reword(value -> new Meaning.Nothing("none")));
            case "invalid" -> Optional.of(new Reword(value -> new Meaning.Invalid("Use 1.")));
            case "cannot" ->
                Optional.of(new Reword(value -> new Meaning.Unsupported("is too much", "Go.")));
            case "App" -> Optional.of(new Pass());
            default -> Optional.empty();
          };

  private static Map<String, String> read(String... parameters) throws Exception {
    return Reading.ofUrl(parameters).speaking(VOCABULARY).read().delegateProperties();
  }

  @Test
  void areHandedOnInTheDriversWordsOnly() throws Exception {
    assertThat(read("app=x", "nothing=1")).isEqualTo(Map.of("App", "x"));
  }

  @Test
  void giveWayToWhatWasWrittenWhereTheyAreFallbacks() throws Exception {
    assertThat(read("fallback=x")).isEqualTo(Map.of("App", "x"));
    assertThat(read("fallback=x", "app=y")).isEqualTo(Map.of("App", "y"));
    assertThat(read("App=z", "fallback=x")).isEqualTo(Map.of("App", "z"));
  }

  @Test
  void mayBeSaidTwiceInAgreement() throws Exception {
    assertThat(read("app=x", "App=x", "app=x")).isEqualTo(Map.of("App", "x"));
  }

  @ParameterizedTest
  @CsvSource({"app, app", "app, App", "App, app", "fallback, fallback"})
  void letNoPlaceOverruleAnother(String inProperties, String inUrl) {
    Problem refusal =
        Reading.of()
            .property(inProperties, "hush1")
            .url(inUrl, "hush2")
            .speaking(VOCABULARY)
            .refusal();

    assertThat(refusal.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER);
    assertThat(refusal.found())
        .contains('"' + inProperties + "\" in the properties", '"' + inUrl + "\" in the URL")
        .doesNotContain("hush");
  }

  @Test
  void sayWhatAKeyTakes() {
    assertThat(Reading.ofUrl("invalid=7").speaking(VOCABULARY).refusal().message())
        .isEqualTo("JTLS-103: \"invalid\" in the URL is \"7\". Use 1.");
  }

  @Test
  void sayWhatTheDriverCannotAndRepeatNoValue() {
    assertThat(Reading.ofUrl("cannot=hush").speaking(VOCABULARY).refusal().message())
        .isEqualTo("JTLS-105: \"cannot\" in the URL is too much. Go.");
  }
}
