package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerFrameTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void standsAsManyLevelsAsAnyStructureHasAndNoMore() {
    assertThatCode(() -> BerFrame.requireFewLevels(HostileFile.nested(64, 0x30)))
        .doesNotThrowAnyException();
    assertThatCode(() -> BerFrame.requireFewLevels(HostileFile.nestedIndefinitely(64, 0x30)))
        .doesNotThrowAnyException();
    for (int levels : new int[] {65, 3_000_000}) {
      assertThatIOException()
          .isThrownBy(() -> BerFrame.requireFewLevels(HostileFile.nestedIndefinitely(levels, 0x24)))
          .withMessage("more than 64 levels");
    }
    assertThatIOException()
        .isThrownBy(() -> BerFrame.requireFewLevels(HostileFile.nested(65, 0xA0)))
        .withMessage("more than 64 levels");
  }

  @Test
  void standsAMillionValuesAndNoMore() {
    byte[] values = new byte[2 * 1_000_000];
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 5;
    }
    byte[] most = Der.encode(Der.SEQUENCE, Arrays.copyOf(values, values.length - 2));
    assertThatCode(() -> BerFrame.requireFewLevels(most)).doesNotThrowAnyException();

    byte[] more = Der.encode(Der.SEQUENCE, values);
    assertThatIOException()
        .isThrownBy(() -> BerFrame.requireFewLevels(more))
        .withMessage("more than 1000000 values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500",
        "3000",
        "300A30000201013003020101",
        "308030800201010000020102300000000000",
        "3006BF8101020500",
        "3082000405000500",
        "30800000",
        "3000FF",
        "1F800200",
        "BF808001020500"
      })
  void readsOneValue(String value) {
    assertThatCode(() -> BerFrame.requireFewLevels(hex(value))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3001",
        "3080",
        "3003020301",
        "300430040500",
        "3080020101",
        "0580",
        "3084FFFFFFFF",
        "30880000000100000000",
        "3089010000000000000000",
        "04890100000000000000010500",
        "3FFFFF"
      })
  void refusesWhatIsCutShortOrLeadsOutOfItsParent(String value) {
    assertThatIOException().isThrownBy(() -> BerFrame.requireFewLevels(hex(value)));
  }

  @Test
  void tellsIndefiniteLengths() throws Exception {
    Der definite = Der.of(hex("30053003020101"));
    definite.requireDefinite();
    Der indefinite = Der.of(hex("300730800201010000"));
    assertThatIOException().isThrownBy(indefinite::requireDefinite);
  }
}
