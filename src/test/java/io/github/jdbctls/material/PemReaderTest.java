package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemReaderTest {
  private static final String BLOCK =
      """
      -----BEGIN CERTIFICATE-----
      aGVs
      bG8=
      -----END CERTIFICATE-----
      """;

  private static List<PemBlock> read(String text) {
    return PemReader.read(text.getBytes(UTF_8));
  }

  private static @Nullable String damage(String text) {
    return read(text).get(0).damage();
  }

  private static void assertHello(List<PemBlock> blocks) {
    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).damage()).isNull();
    assertThat(blocks.get(0).label()).isEqualTo("CERTIFICATE");
    assertThat(blocks.get(0).content()).isEqualTo("hello".getBytes(UTF_8));
  }

  @Test
  void readsWhateverTheLineEndsMarksAndMargins() {
    assertHello(read(BLOCK));
    assertHello(read(BLOCK.strip()));
    assertHello(read(BLOCK.replace("\n", "\r\n")));
    assertHello(read(BLOCK.replace("\n", "\r")));
    assertHello(read("\uFEFF" + BLOCK));
    assertHello(PemReader.read(("\uFEFF" + BLOCK).getBytes(UTF_16LE)));
    assertHello(read(BLOCK.indent(4)));
    assertHello(read(BLOCK.replace("-\n", "-  \t\n")));
    assertHello(read("Bag Attributes\n    x: y\nsubject=CN = a\n" + BLOCK + "the end"));
    assertHello(read("-----END NOTHING-----\n" + BLOCK));
  }

  @Test
  void readsHeadersAndLeavesThemOutOfTheContent() {
    List<PemBlock> blocks =
        read(
            """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00FF

            aGVsbG8=
            -----END RSA PRIVATE KEY-----
            """
                + BLOCK);
    assertThat(blocks.get(0).headers())
        .isEqualTo(Map.of("Proc-Type", "4,ENCRYPTED", "DEK-Info", "AES-256-CBC,00FF"));
    assertThat(blocks.get(0).content()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(blocks.get(1).headers()).isEmpty();
    assertThat(blocks.get(1).describe()).isEqualTo("number 2 (CERTIFICATE)");
  }

  @Test
  void saysHowABlockIsDamaged() {
    assertThat(damage(BLOCK.replace("-----END CERTIFICATE-----", ""))).contains("END line");
    assertThat(damage(BLOCK.replace("bG8=", "b!8="))).contains("base64");
    assertThat(damage(BLOCK.replace("bG8=", "bG8=bG8="))).contains("base64");
    assertThat(damage(BLOCK.replace("END CERTIFICATE", "END PRIVATE KEY"))).contains("END line");
    assertThat(damage("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")).contains("empty");

    List<PemBlock> nested = read("-----BEGIN CERTIFICATE-----\naGVs\n" + BLOCK);
    assertThat(nested).hasSize(2);
    assertThat(nested.get(0).damage()).contains("another block begins");
    assertThat(nested.get(1).damage()).isNull();
  }

  @Test
  void repeatsNoLabelThatItDoesNotKnow() {
    String text = BLOCK.replace("CERTIFICATE", "hunter2");
    assertThat(read(text).get(0).describe()).doesNotContain("hunter2");
    assertThat(Content.of(text.getBytes(UTF_8)).description()).doesNotContain("hunter2");
    assertThat(Content.of((text + text).getBytes(UTF_8)).description()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "# -----BEGIN CERTIFICATE-----",
    "----BEGIN CERTIFICATE----",
    "-----BEGIN -----",
    "-----BEGIN CERTIFICATE"
  })
  void findsNoBlockInOtherLines(String line) {
    assertThat(read(line + "\naGVsbG8=\n-----END CERTIFICATE-----")).isEmpty();
  }
}
