package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgHostsTest {
  @ParameterizedTest
  @CsvSource({
    "any,0:any 1:any",
    "primary,0:primary 1:primary",
    "master,0:primary 1:primary",
    "slave,0:secondary 1:secondary",
    "preferSecondary,0:secondary 1:secondary 0:any 1:any",
    "preferPrimary,0:primary 1:primary 0:any 1:any",
  })
  void triesHostsInOrderAndInTwoPassesForPreferences(String target, String order) throws Exception {
    assertThat(text(PgHosts.candidates(2, Map.of("targetServerType", target)))).isEqualTo(order);
  }

  @Test
  void asksNothingOfTheOnlyHostThatIsMerelyPreferred() throws Exception {
    assertThat(text(PgHosts.candidates(1, Map.of("targetServerType", "preferSecondary"))))
        .isEqualTo("0:any");
  }

  @Test
  void triesEachHostOnceWhenShuffled() throws Exception {
    assertThat(PgHosts.candidates(9, Map.of("loadBalanceHosts", "true")))
        .extracting(Candidate::index)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void refusesAnUnknownRole() {
    assertThatThrownBy(() -> PgHosts.candidates(1, Map.of("targetServerType", "replica")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("replica");
  }

  private static String text(List<Candidate> candidates) {
    return candidates.stream()
        .map(c -> c.index() + ":" + c.properties().get("targetServerType"))
        .collect(Collectors.joining(" "));
  }
}
