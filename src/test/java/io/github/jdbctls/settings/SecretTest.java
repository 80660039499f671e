package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isNeverPrinted() {
    assertThat(Secret.of("hush")).hasToString("***");
    assertThat(Secret.of("")).hasToString("***");
  }

  @Test
  void isPartOfAKeyByItsContent() {
    assertThat(Secret.of("hush"))
        .isEqualTo(Secret.of("hush"))
        .hasSameHashCodeAs(Secret.of("hush"))
        .isNotEqualTo(Secret.of("Hush"))
        .isNotEqualTo("hush");
    assertThat(Secret.of("hush").hashCode()).isNotEqualTo(Secret.of("Hush").hashCode());
  }
}
