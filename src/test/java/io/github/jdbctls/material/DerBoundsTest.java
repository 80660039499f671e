package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerBoundsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65535, 65536})
  void writesAndReadsEachFormOfALength(int length) throws IOException {
    byte[] content = new byte[length];
    byte[] encoded = Der.encode(Der.OCTET_STRING, content);

    assertThat(encoded).isEqualTo(new DEROctetString(content).getEncoded());
    assertThat(Der.of(encoded).octets()).isEqualTo(content);
    assertThat(Der.of(encoded).encoded()).isEqualTo(encoded);
  }

  @Test
  void joinsTheContentsThatItEncodes() throws IOException {
    byte[] encoded = Der.encode(Der.OCTET_STRING, new byte[] {1, 2}, new byte[0], new byte[] {3});

    assertThat(encoded).containsExactly(4, 3, 1, 2, 3);
  }

  @Test
  void readsALengthInMoreBytesThanItNeeds() throws IOException {
    assertThat(Der.of(bytes("04 84 00000002 AABB")).octets()).isEqualTo(bytes("AABB"));
    assertThat(Der.of(bytes("04 81 02 AABB")).octets()).isEqualTo(bytes("AABB"));
    assertThat(Der.of(bytes("04 81 00")).octets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', no tag and length",
    "04, no tag and length",
    "1F0100, no tag and length",
    "BF0100, no tag and length",
    "0480AA0000, no definite length",
    "0481, no definite length",
    "048201, no definite length",
    "04850000000001AA, no definite length",
    "0484FFFFFFFF00, cut short",
    "0402AA, cut short",
    "048103AAAA, cut short",
    "0401AABB, bytes after the end",
    "040000, bytes after the end"
  })
  void refusesWhatIsNotOneValue(String hexadecimal, String reason) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes(hexadecimal)))
        .withMessage(reason);
  }

  @Test
  void tellsTheChildrenOfAConstructedValue() throws IOException {
    Der sequence = Der.of(bytes("30 08 0201 05 3000 0401 AA"));

    assertThat(sequence.children())
        .extracting(Der::tag)
        .containsExactly(Der.INTEGER, Der.SEQUENCE, Der.OCTET_STRING);
    assertThat(sequence.child(0).integer()).isEqualTo(5);
    assertThat(sequence.child(1).children()).isEmpty();
    assertThat(sequence.child(2).encoded()).isEqualTo(bytes("0401AA"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> sequence.child(3))
        .withMessage("a field is missing");
  }

  @Test
  void hasNoChildrenBehindItsEnd() {
    // The inner length is within the bytes, but not within the outer value.
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("30 06 3002 0403 0500")).child(0).children())
        .withMessage("cut short");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("30 03 0500 04")).children())
        .withMessage("no tag and length");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("0403020105")).children())
        .withMessage("not constructed");
  }

  @ParameterizedTest
  @CsvSource({
    "020100, 0",
    "02017F, 127",
    "020180, -128",
    "02020080, 128",
    "0209008000000000000000, 9223372036854775808"
  })
  void readsIntegersWithTheirSign(String hexadecimal, BigInteger expected) throws IOException {
    assertThat(Der.of(bytes(hexadecimal)).integer()).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNoInteger() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("0200")).integer())
        .withMessage("an empty integer");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("040101")).integer())
        .withMessage("another type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "0.39",
        "1.0",
        "1.39",
        "2.0",
        "2.39",
        "2.40",
        "2.999.3",
        "1.2.840.113549.1.5.13",
        "2.16.840.1.101.3.4.1.42",
        "1.3.0.127.128.16383.16384"
      })
  void readsObjectIdentifiersAsBouncyCastleDoes(String dotted) throws IOException {
    byte[] encoded = new ASN1ObjectIdentifier(dotted).getEncoded(ASN1Encoding.DER);

    assertThat(Der.of(encoded).objectIdentifier()).isEqualTo(dotted);
  }

  @Test
  void readsArcsOfAsManyBitsAsALongHas() throws IOException {
    byte[] largest = bytes("060A 2A BFFFFFFFFFFFFFFF 7F");
    assertThat(Der.of(largest).objectIdentifier())
        .isEqualTo("1.2.4611686018427387903")
        .isEqualTo(ASN1ObjectIdentifier.getInstance(largest).getId());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("060A 2A C080808080808080 00")).objectIdentifier())
        .withMessage("an object identifier that is too long");
  }

  @Test
  void refusesWhatIsNoObjectIdentifier() throws IOException {
    assertThat(Der.of(bytes("0609 2A 8FFFFFFFFFFFFF7F")).objectIdentifier())
        .isEqualTo("1.2.9007199254740991");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("060C 2A FFFFFFFFFFFFFFFFFFFF7F")).objectIdentifier())
        .withMessage("an object identifier that is too long");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("02012A")).objectIdentifier())
        .withMessage("another type");
  }

  @Test
  void joinsTheSegmentsOfAnOctetString() throws IOException {
    byte[] segments = bytes("24 0B 0401AA 2404 0402BBCC 0400");

    assertThat(Der.of(segments).octets()).isEqualTo(bytes("AABBCC"));
    assertThat(ASN1OctetString.getInstance(segments).getOctets()).isEqualTo(bytes("AABBCC"));
  }

  @Test
  void refusesSegmentsOfAnotherKindOrTooDeep() throws IOException {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(bytes("2403 0201AA")).octets())
        .withMessage("another type");
    assertThat(Der.of(nested(0x24, 4, bytes("0401AA"))).octets()).isEqualTo(bytes("AA"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Der.of(nested(0x24, 5, bytes("0401AA"))).octets())
        .withMessage("an octet string in too many segments");
  }

  @Test
  void seesWhetherAllLengthsAreDefinite() throws IOException {
    assertThat(Der.of(bytes("0401AA")).isDefinite()).isTrue();
    assertThat(Der.of(bytes("3005 3003 0201 05")).isDefinite()).isTrue();
    assertThat(Der.of(bytes("3006 0201 05 3080 00")).isDefinite()).isFalse();
    assertThat(Der.of(bytes("3008 3006 3080 0000 0500")).isDefinite()).isFalse();
    assertThat(Der.of(bytes("3004 3002 0401")).isDefinite()).isFalse();
  }

  @Test
  void goesDownThirtyTwoLevelsOnly() throws IOException {
    assertThat(Der.of(nested(Der.SEQUENCE, 32, bytes("0500"))).isDefinite()).isTrue();
    assertThat(Der.of(nested(Der.SEQUENCE, 33, bytes("0500"))).isDefinite()).isFalse();
    assertThat(Der.of(nested(Der.SEQUENCE, 20_000, bytes("0500"))).isDefinite()).isFalse();
  }

  private static byte[] nested(int tag, int levels, byte[] innermost) {
    byte[] value = innermost;
    for (int i = 0; i < levels; i++) {
      value = Der.encode(tag, value);
    }
    return value;
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }
}
