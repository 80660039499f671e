package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostPlusTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAABBBB",
        " AAAABBBB ",
        "AAAA BBBB CC==",
        "AAAA BBBB CC",
        "AAAA  BBBB\\nCC",
        "AAAAB\nAAA\nA",
        "AAAA \nBBBB \nCC",
        "-----BEGIN X----- AAAA BBBB CC== -----END X-----",
        "-----BEGIN PRIVATE KEY-----AAAABBBB-----END PRIVATE KEY-----",
        "a b c -----BEGIN X-----\nAAAA\n-----END X----- and a more text",
        "-----BEGIN X----- Proc-Type: 4,ENCRYPTED DEK-Info: AES,00 AAAA BB -----END X-----",
        "-----BEGIN X",
        "-----BEGIN X-----"
      })
  void isNotWhereOnlyLinesWereBroken(String text) {
    assertThat(LostPlus.isIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAA BBBB",
        "AAAA BB BBBB",
        "AAAA BBBBB",
        "AAAAA BBBBB",
        "AAAA\nB BB\nAAAA",
        "-----BEGIN X-----\nAAAA\nB BB\n-----END X-----",
        "-----BEGIN X-----\nAAAA\n-----END X-----\n-----BEGIN Y-----A BBBB-----END Y-----",
        "-----BEGIN X-----\nAAAA\nB BB\n"
      })
  void isWhereASpaceBreaksNoLine(String text) {
    assertThat(LostPlus.isIn(text)).isTrue();
  }
}
