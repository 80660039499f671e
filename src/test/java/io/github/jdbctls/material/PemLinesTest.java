package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemLinesTest {
  private static final String BLOCK =
      """
      -----BEGIN CERTIFICATE-----
      aGVsbG8=
      -----END CERTIFICATE-----
      """;

  private static List<PemBlock> read(String text) {
    return PemLines.read(text.getBytes(US_ASCII));
  }

  @Test
  void breaksALongLineOnlyWhereLinesEndWithLf() {
    String comment = "#".repeat(254);

    assertThat(read(comment + BLOCK)).hasSize(1);
    assertThat(read((comment + BLOCK).replace('\n', '\r'))).isEmpty();
    assertThat(read((comment + "\n" + BLOCK).replace('\n', '\r'))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN",
        "-----BEGIN ",
        "-----BEGIN -",
        "-----BEGIN ----",
        "-----BEGIN CERTIFICATE----"
      })
  void findsNoBeginWithoutAllOfItsDashes(String line) {
    assertThat(read(line + "\naGVsbG8=\n-----END CERTIFICATE-----\n")).isEmpty();
  }

  @Test
  void findsABlockWithAnEmptyLabel() {
    assertThat(read("-----BEGIN -----\naGVsbG8=\n-----END -----\n"))
        .singleElement()
        .satisfies(b -> assertThat(b.label()).isEmpty())
        .satisfies(b -> assertThat(b.content()).isEqualTo("hello".getBytes(US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-----END ", "-----END -", "-----END ----"})
  void saysThatAnEndWithoutAllOfItsDashesEndsNothing(String line) {
    assertThat(read(BLOCK.replace("-----END CERTIFICATE-----", line)))
        .singleElement()
        .satisfies(b -> assertThat(b.damage()).contains("END line has something behind it"));
  }
}
