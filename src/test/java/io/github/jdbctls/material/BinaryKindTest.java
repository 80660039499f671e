package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.material.Content.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryKindTest {
  @ParameterizedTest
  @CsvSource({
    "FEEDFEED, JKS",
    "CECECECE, JCEKS",
    "504B0304, ZIP",
    "504B0506, ZIP",
    "00000001 00000014, BKS",
    "00000002 00000014, BKS",
    "1F8B, GZIP",
    "00000000 43455254, WINDOWS_STORE",
    "53514C69746520666F726D6174203300, NSS_DATABASE"
  })
  void tellsAFileByTheNumberThatItBeginsWith(String hexadecimal, Kind kind) {
    byte[] bytes = bytes(hexadecimal);

    assertThat(BinaryKind.of(bytes)).contains(kind);
    assertThat(BinaryKind.of(Arrays.copyOf(bytes, 300))).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FE",
        "FEEDFE",
        "FEEDFEEE",
        "00000000 00000014",
        "00000001 00000013",
        "00000003 00000014",
        "1F8A",
        "1E8B",
        "8B1F",
        "00000000 43455253",
        "53514C69746520666F726D61742033",
        "53514C69746520666F726D6174203301"
      })
  void tellsNoFileThatBeginsOtherwise(String hexadecimal) {
    assertThat(BinaryKind.of(bytes(hexadecimal))).isEmpty();
  }

  @Test
  void findsTheNameOfATarArchiveInItsMiddle() {
    byte[] archive = Arrays.copyOf("folder/root.crt".getBytes(ISO_8859_1), 512);
    System.arraycopy("ustar".getBytes(ISO_8859_1), 0, archive, 257, 5);

    assertThat(BinaryKind.of(archive)).contains(Kind.TAR);
    assertThat(BinaryKind.of(Arrays.copyOf(archive, 262))).contains(Kind.TAR);
    assertThat(BinaryKind.of(Arrays.copyOf(archive, 261))).isEmpty();
    assertThat(BinaryKind.of(Arrays.copyOfRange(archive, 1, 512))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The version is behind a length of one or two bytes in the old form of a packet,
    "94 00 03, true",
    "98 00 06, true",
    "98 00 02, false",
    "98 00 07, false",
    "95 0000 04, true",
    "99 0000 04, true",
    "99 0004 00, false",
    "96 0000 04, false",
    // and of one, two or five bytes in the new one.
    "C5 00 04, true",
    "C6 BF 04, true",
    "C6 BF 00 04, false",
    "C6 C000 04, true",
    "C6 DFFF 04, true",
    "C6 C004 00, false",
    "C6 E0000000 00 04, true",
    "C6 FF000001 00 04, true",
    "C6 E0000400 00 00, false",
    "C7 00 04, false"
  })
  void tellsAKeyOfPgpByItsVersion(String hexadecimal, boolean pgp) {
    assertThat(BinaryKind.of(bytes(hexadecimal)))
        .isEqualTo(pgp ? Optional.of(Kind.PGP) : Optional.empty());
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }
}
