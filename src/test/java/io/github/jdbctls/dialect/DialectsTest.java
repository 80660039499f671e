package io.github.jdbctls.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialectsTest {
  static List<Dialect> builtIn() {
    return Dialects.builtIn();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void areFoundByTheSubprotocolsThatTheyTake(Dialect dialect) {
    assertThat(dialect.subprotocols())
        .isNotEmpty()
        .allSatisfy(
            subprotocol ->
                assertThat(Dialects.find(subprotocol.toUpperCase(Locale.ROOT)))
                    .containsSame(dialect));
  }

  @Test
  void areAllListed() {
    assertThat(Dialects.all())
        .startsWith(Dialects.builtIn().toArray(Dialect[]::new))
        .extracting(dialect -> dialect.subprotocols().get(0))
        .startsWith("postgresql", "mysql", "mariadb", "redis");
    assertThat(Dialects.find("oracle")).isEmpty();
  }
}
