package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isNeverPrinted() {
    assertThat(Secret.of("hush")).hasToString("***");
    assertThat(Secret.of("")).hasToString("***");
  }

  /** A hash would tell something of a short one. */
  @Test
  void tellsNothingOfItsContentByItsHash() {
    assertThat(Secret.of("hush")).hasSameHashCodeAs(Secret.of("other"));
  }

  @Test
  void isPartOfAKeyByItsContent() {
    assertThat(Secret.of("hush"))
        .isEqualTo(Secret.of("hush"))
        .hasSameHashCodeAs(Secret.of("hush"))
        .isNotEqualTo(Secret.of("Hush"))
        .isNotEqualTo(Secret.of("hush2"))
        .isNotEqualTo(Secret.of("hus"))
        .isNotEqualTo("hush");
  }
}
