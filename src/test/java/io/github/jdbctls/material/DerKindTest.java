package io.github.jdbctls.material;

import static io.github.jdbctls.material.Der.BIT_STRING;
import static io.github.jdbctls.material.Der.CONTEXT_0;
import static io.github.jdbctls.material.Der.INTEGER;
import static io.github.jdbctls.material.Der.SEQUENCE;
import static io.github.jdbctls.material.Der.SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.material.Content.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerKindTest {
  /** The frame of a certificate: what else is in it does not matter. */
  private static final byte[] CERTIFICATE = signed(Der.encode(CONTEXT_0, new byte[200]));

  private static final byte[] PKCS8 =
      Der.encode(
          SEQUENCE,
          bytes("020100"),
          Der.encode(SEQUENCE),
          Der.encode(Der.OCTET_STRING, new byte[9]));

  @Test
  void tellsSeveralCertificatesFromOneWithSomethingBehindIt() {
    assertThat(DerKind.of(CERTIFICATE)).contains(Kind.DER_CERTIFICATE);
    assertThat(DerKind.of(HostileFile.concat(CERTIFICATE, CERTIFICATE)))
        .contains(Kind.DER_CERTIFICATE);
    assertThat(DerKind.of(HostileFile.concat(CERTIFICATE, PKCS8))).contains(Kind.DAMAGED_DER);
    assertThat(DerKind.of(HostileFile.concat(PKCS8, CERTIFICATE))).contains(Kind.DAMAGED_DER);
    assertThat(DerKind.of(HostileFile.concat(PKCS8, PKCS8))).contains(Kind.DAMAGED_DER);
    assertThat(DerKind.of(HostileFile.concat(CERTIFICATE, bytes("00")))).contains(Kind.DAMAGED_DER);
  }

  @Test
  void takesNoSetForACertificate() {
    byte[] set = CERTIFICATE.clone();
    set[0] = SET;

    assertThat(DerKind.of(set)).isEmpty();
    assertThat(DerKind.of(bytes("3104 020103 30"))).isEmpty();
    assertThat(DerKind.of(HostileFile.concat(CERTIFICATE, set))).contains(Kind.DAMAGED_DER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3004 020103 30", "3080 020103 30", "308104 020103 30", "30820004 020103 30"})
  void tellsAPkcs12StoreAsSoonAsItsBeginningIsThere(String hexadecimal) {
    byte[] start = bytes(hexadecimal);

    assertThat(DerKind.of(start)).contains(Kind.PKCS12);
    assertThat(DerKind.of(Arrays.copyOf(start, start.length - 1))).isNotEqualTo(DerKind.of(start));
  }

  @ParameterizedTest
  @CsvSource({
    "3000, OTHER_DER",
    "3004 0500 0500, OTHER_DER",
    "3005 020101 0500, OTHER_DER",
    "3006 020101 020101, PUBLIC_KEY",
    "3009 020101 020101 020101, OTHER_DER",
    "3080, DAMAGED_DER",
    "30820001, DAMAGED_DER"
  })
  void tellsAKindByTheFieldsThatAreThere(String hexadecimal, Kind kind) {
    assertThat(DerKind.of(bytes(hexadecimal))).contains(kind);
  }

  /** A text can begin with the digit 0, which is the tag of a sequence. */
  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3000FF", "3001", "307F", "3030", "3100"})
  void takesNoTextForAStructure(String hexadecimal) {
    assertThat(DerKind.of(bytes(hexadecimal))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"17, REVOCATION_LIST", "18, REVOCATION_LIST", "19, CERTIFICATE_REQUEST"})
  void tellsARevocationListByEitherFormOfItsTime(String tag, Kind kind) {
    byte[] time = Der.encode(Integer.parseInt(tag, 16), new byte[13]);

    assertThat(DerKind.of(signed(Der.encode(SEQUENCE), Der.encode(SEQUENCE), time))).contains(kind);
    assertThat(DerKind.of(signed(Der.encode(INTEGER, new byte[1]), Der.encode(SEQUENCE), time)))
        .contains(kind);
  }

  private static byte[] signed(byte[]... fields) {
    return Der.encode(
        SEQUENCE,
        Der.encode(SEQUENCE, fields),
        Der.encode(SEQUENCE),
        Der.encode(BIT_STRING, new byte[9]));
  }

  private static byte[] bytes(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }
}
