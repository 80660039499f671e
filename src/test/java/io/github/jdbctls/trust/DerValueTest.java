package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerValueTest {
  @Test
  void readsNestedValues() throws MalformedException {
    DerValue value = DerValue.only(HexFormat.of().parseHex("30080c026162020200ff"));

    assertThat(value.is(DerValue.SEQUENCE)).isTrue();
    assertThat(value.children()).hasSize(2);
    assertThat(value.children().get(0).text()).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65535, 65536})
  void writesWhatItReads(int length) throws MalformedException {
    DerValue value = new DerValue(DerValue.OCTET_STRING, new byte[length]);

    assertThat(DerValue.only(value.encoded()).content()).hasSize(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "04",
        "0401",
        "040201",
        "0480",
        "04810",
        "0481",
        "048201",
        "0484000000010",
        "04ff",
        "1f0100",
        "04000400"
      })
  void refusesWhatIsCutOffIndefiniteOrTooMuch(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");

    assertThatThrownBy(() -> DerValue.only(bytes)).isInstanceOf(MalformedException.class);
  }
}
