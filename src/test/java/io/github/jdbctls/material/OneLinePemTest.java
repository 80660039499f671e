package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLinePemTest {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private static List<PemBlock> read(String line) {
    return PemReader.read(line.getBytes(UTF_8));
  }

  private static void assertHello(PemBlock block) {
    assertThat(block.damage()).isNull();
    assertThat(block.content()).isEqualTo("hello".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\u000b", "\f", "\r", "\n", "\\n", "\\r", " \t\\r\\n "})
  void skipsAllWhiteSpaceAroundABlock(String space) {
    String block = BEGIN + "aGVsbG8=" + END;

    assertThat(read(space + block)).singleElement().satisfies(OneLinePemTest::assertHello);
    assertThat(read(block + space)).singleElement().satisfies(OneLinePemTest::assertHello);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "  ", "\t", " \t"})
  void keepsTheSpacesOfHeadersWhereLineBreaksAreEscaped(String margin) {
    String line = BEGIN + margin + "\\nDEK-Info: of two words\\n\\naGVs\\nbG8=\\n" + END;

    assertThat(read(line))
        .singleElement()
        .satisfies(OneLinePemTest::assertHello)
        .satisfies(b -> assertThat(b.headers()).containsEntry("DEK-Info", "of two words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\\n", ""})
  void saysThatAnotherBlockBeginsInside(String lineBreak) {
    String cut = BEGIN + lineBreak + "aGVs" + lineBreak;

    List<PemBlock> blocks = read(cut + BEGIN + lineBreak + "aGVsbG8=" + lineBreak + END);

    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).damage()).contains("another block begins inside");
    assertHello(blocks.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-----", "-----END", "-----MIDDLE CERTIFICATE-----"})
  void findsNoEndInOtherDashes(String dashes) {
    assertThat(read(BEGIN + "aGVs" + dashes + "bG8=" + END))
        .singleElement()
        .satisfies(b -> assertThat(b.damage()).contains("base64"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\t", "\\\\", "\\N", "\\"})
  void takesNoOtherEscapeForALineBreak(String escape) {
    assertThat(read(BEGIN + "aGVs" + escape + "bG8=" + END))
        .singleElement()
        .satisfies(b -> assertThat(b.damage()).contains("base64"));
  }

  @Test
  void readsATextThatEndsInTheMiddleOfAnEscape() {
    assertThat(read(BEGIN + "aGVs\\"))
        .singleElement()
        .satisfies(b -> assertThat(b.damage()).contains("END line is missing"));
  }
}
