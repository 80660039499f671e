package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertHello(read(BLOCK.replace("aG", "  \taG")));
    assertHello(read(BLOCK.replace("-\n", "-\u00a0\n")));
    assertHello(read(BLOCK.replace("\n", "\r\r\n")));
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
    assertThat(blocks.get(1)).hasToString("number 2 (CERTIFICATE)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----aGVsbG8=-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----- aGVs bG8= -----END CERTIFICATE-----",
        "  -----BEGIN CERTIFICATE-----  aGVs  bG8=  -----END CERTIFICATE-----  \n",
        "-----BEGIN CERTIFICATE-----\\naGVs\\nbG8=\\n-----END CERTIFICATE-----\\n",
        "\\n-----BEGIN CERTIFICATE-----\\r\\naGVs\\r\\nbG8=\\r\\n-----END CERTIFICATE-----\\r\\n",
        "-----BEGIN CERTIFICATE-----aGVsbG8=-----END CERTIFICATE----- the end",
      })
  void readsABlockThatWasPutIntoOneLine(String line) {
    assertHello(read(line));
  }

  @Test
  void readsSeveralBlocksOfOneLine() {
    for (String between : List.of("", " ", "\\n", "\\r\\n")) {
      String line = BLOCK.strip().replace("\n", " ");
      List<PemBlock> blocks = read(line + between + line);
      assertThat(blocks).hasSize(2).allMatch(b -> b.damage() == null);
    }
  }

  @Test
  void keepsNoHeaderThatMeansNothing() {
    List<PemBlock> blocks =
        read(
            """
            -----BEGIN RSA PRIVATE KEY-----
            Comment: made by hand
            Proc-Type: 4,ENCRYPTED

            aGVsbG8=
            -----END RSA PRIVATE KEY-----
            """);
    assertThat(blocks.get(0).headers()).isEqualTo(Map.of("Proc-Type", "4,ENCRYPTED"));
    assertThat(blocks.get(0).content()).isEqualTo("hello".getBytes(UTF_8));
  }

  @Test
  void readsHeadersInOneLine() {
    String lines =
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,00FF

        aGVs
        bG8=
        -----END RSA PRIVATE KEY-----
        """;
    for (String lineBreak : List.of("\n", " ", "\\n")) {
      List<PemBlock> blocks = read(lines.replace("\n", lineBreak));
      assertThat(blocks).hasSize(1);
      assertThat(blocks.get(0).headers())
          .isEqualTo(Map.of("Proc-Type", "4,ENCRYPTED", "DEK-Info", "AES-256-CBC,00FF"));
      assertThat(blocks.get(0).content()).isEqualTo("hello".getBytes(UTF_8));
    }
  }

  @Test
  void findsNoBlockInACommentWhateverFollowsInItsLine() {
    String line = BLOCK.replace("\n", "\\n");
    assertThat(read("# " + line + line)).isEmpty();
    assertThat(read("# \\n" + line)).isEmpty();
    assertThat(read(BLOCK + "# " + line)).hasSize(1);
  }

  @Test
  void readsUtf16InEitherOrderWithOrWithoutItsMark() {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      assertHello(PemReader.read(("\uFEFF" + "grüße\n" + BLOCK).getBytes(charset)));
      assertHello(PemReader.read(BLOCK.getBytes(charset)));
    }
  }

  @Test
  void findsPgpButDoesNotDecodeIt() {
    String armor =
        """
        -----BEGIN PGP PUBLIC KEY BLOCK-----
        Comment: none

        aGVsbG8=
        =AbCd
        -----END PGP PUBLIC KEY BLOCK-----
        """;
    assertThat(damage(armor)).isNull();
  }

  @Test
  void saysHowABlockIsDamaged() {
    assertThat(damage(BLOCK.replace("-----END CERTIFICATE-----", ""))).contains("END line");
    assertThat(damage(BLOCK.replace("bG8=", "b!8="))).contains("base64");
    assertThat(damage(BLOCK.replace("bG8=", "bG8=bG8="))).contains("base64");
    assertThat(damage(BLOCK.replace("END CERTIFICATE", "END PRIVATE KEY"))).contains("END line");
    assertThat(damage("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")).contains("empty");

    assertThat(damage("-----BEGIN CERTIFICATE-----\naGVsbG8=-----END CERTIFICATE-----"))
        .contains("END line");
    assertThat(damage(BLOCK.replace("-----END", " -----END"))).contains("END line");
    assertThat(damage(BLOCK.strip() + " the end\n")).contains("behind it");
    assertThat(damage(BLOCK.strip() + BLOCK)).contains("another kind");
    assertThat(damage("-----BEGIN -----\n" + BLOCK)).contains("another block begins");
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
  @ValueSource(
      strings = {
        "# -----BEGIN CERTIFICATE-----",
        " -----BEGIN CERTIFICATE-----",
        "\t-----BEGIN CERTIFICATE-----",
        "# off\r-----BEGIN CERTIFICATE-----",
        "\u000b-----BEGIN CERTIFICATE-----",
        "\u0000-----BEGIN CERTIFICATE-----",
        "\uFEFF\uFEFF-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----- off",
        "-----BEGIN CERTIFICATE-----aGVs",
        "----BEGIN CERTIFICATE----",
        "-----BEGIN CERTIFICATE"
      })
  void findsNoBlockInOtherLines(String line) {
    String disabled = line + "\naGVsbG8=\n-----END CERTIFICATE-----\n";
    assertThat(read(disabled)).isEmpty();
    assertHello(read(BLOCK + disabled));
  }

  @Test
  void readsNoOneLineBlockInATextOfSeveralLines() {
    String line = BLOCK.strip().replace("\n", " ");
    assertThat(read(line + "\n" + line)).isNotEmpty().allMatch(b -> b.damage() != null);
    assertThat(read("# roots\n" + line)).isNotEmpty().allMatch(b -> b.damage() != null);
    String longLine = line.replace("bG8=", "bG8=" + " ".repeat(254));
    assertThat(read("# roots\n" + longLine + "\n" + longLine)).isEmpty();
    assertHello(read(BLOCK + longLine));
    assertHello(read("\n" + line + " \r\n"));
  }

  @Test
  void endsTheTextWhereOpensslDoes() {
    assertHello(read(BLOCK + "\0\n" + BLOCK));
    assertThat(read(BLOCK + "x\0y\n" + BLOCK)).hasSize(2);
    assertThat(damage(BLOCK.replace("bG8", "\0bG8"))).isNotNull();
  }

  @Test
  void findsWhatOpensslFindsBehindAMarkOrALongLine() {
    assertThat(read(BLOCK + "\uFEFF" + BLOCK)).hasSize(2);
    assertHello(read("#".repeat(254) + BLOCK));
    assertThat(read("#".repeat(253) + BLOCK)).isEmpty();
    assertThat(read("#".repeat(255) + BLOCK)).isEmpty();
  }

  @Test
  void keepsTheSpacesOfALabelWhichMakeItAnother() {
    for (String label : List.of(" CERTIFICATE", "CERTIFICATE ")) {
      assertThat(read(BLOCK.replace("CERTIFICATE", label)))
          .singleElement()
          .satisfies(b -> assertThat(b.label()).isEqualTo(label));
    }
    assertThat(damage(BLOCK.replace("END CERT", "END  CERT"))).contains("END line");
  }

  @Test
  void looksForNoPemInsideOfBinaryStructures() {
    byte[] text = ("\n" + BLOCK).getBytes(UTF_8);
    for (byte[] binary :
        List.of(
            Der.encode(Der.SEQUENCE, Der.encode(Der.OCTET_STRING, new byte[99], text)),
            HostileFile.concat(new byte[] {0x30, (byte) 0x80, 0x24, (byte) 0x80}, text),
            HostileFile.concat(
                new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED}, text))) {
      assertThat(PemReader.read(binary)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x81, 0x82, 0x83, 0x84})
  void looksForNothingInWhatBeginsAsLongDer(int length) {
    byte[] der = HostileFile.concat(new byte[] {0x30, (byte) length, '\n'}, BLOCK.getBytes(UTF_8));

    assertThat(PemReader.read(der)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {'0', 0x7F, 0x85, 0xE9})
  void readsATextThatBeginsWithAZero(int next) {
    assertHello(
        PemReader.read(
            HostileFile.concat(new byte[] {'0', (byte) next, '\n'}, BLOCK.getBytes(UTF_8))));
  }
}
