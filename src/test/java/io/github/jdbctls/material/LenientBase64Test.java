package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientBase64Test {
  private static final byte[] BYTES = {(byte) 0xFB, (byte) 0xEF, (byte) 0xFF, (byte) 0xFE};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "++///g==",
        "--___g==",
        "++///g",
        "--___g",
        " +\t+/\r\n//g=\n= ",
        "++/\\n//g==",
        "++//\\r\\n/g==\\n"
      })
  void readsWhatPeoplePaste(String text) {
    assertThat(LenientBase64.decode(text)).contains(BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\\n",
        "A",
        "++///g=",
        "++///g==A",
        "++//*g==",
        "++///g==\\",
        "++\\t///g==",
        "++///g==\u0080",
        "\uFF0B+///g==",
        "\u2003++///g=="
      })
  void refusesAnythingElse(String text) {
    assertThat(LenientBase64.decode(text)).isEmpty();
  }
}
