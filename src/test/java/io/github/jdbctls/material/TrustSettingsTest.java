package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustSettingsTest {
  private static final Map<String, String> USES =
      Map.of("server", "1.3.6.1.5.5.7.3.1", "client", "1.3.6.1.5.5.7.3.2", "any", "2.5.29.37.0");
  private static final byte[] ALIAS = {0x0C, 1, 'x'};
  private static final byte[] KEY_ID = {Der.OCTET_STRING, 1, 1};
  private static final byte[] OTHER = {(byte) 0xA1, 0};

  /** The two lists as OpenSSL writes them; {@code -} for none at all. */
  static byte[] settings(String trusted, String rejected) throws IOException {
    return Der.encode(
        Der.SEQUENCE,
        list(Der.SEQUENCE, trusted),
        list(Der.CONTEXT_0, rejected),
        ALIAS,
        KEY_ID,
        OTHER);
  }

  private static byte[] list(int tag, String uses) throws IOException {
    if (uses.equals("-")) {
      return new byte[0];
    }
    ByteArrayOutputStream identifiers = new ByteArrayOutputStream();
    for (String use : Arrays.asList(uses.split("\\+", -1))) {
      if (!use.isEmpty()) {
        identifiers.write(new ASN1ObjectIdentifier(USES.getOrDefault(use, "1.2.3")).getEncoded());
      }
    }
    return Der.encode(tag, identifiers.toByteArray());
  }

  /** As {@code openssl verify -purpose sslserver} decides. */
  @ParameterizedTest
  @CsvSource({
    "-, -, false",
    "server, -, false",
    "any, -, false",
    "client, -, true",
    "code, -, true",
    "'', -, true",
    "client+server, -, false",
    "client+any, -, false",
    "-, server, true",
    "-, any, true",
    "-, client, false",
    "-, '', false",
    "-, client+server, true",
    "server, server, true",
    "server, any, true",
    "any, server, true",
    "server, client, false",
    "client, client, true"
  })
  void rejectsForServersWhatOpensslRejects(String trusted, String rejected, boolean expected)
      throws Exception {
    assertThat(TrustSettings.reject(Der.of(settings(trusted, rejected)))).isEqualTo(expected);
  }

  @Test
  void knowsAUseWhateverTheFormOfItsLength() throws Exception {
    byte[] server = {0x2B, 6, 1, 5, 5, 7, 3, 1};
    byte[] longForm =
        HostileFile.concat(new byte[] {Der.OBJECT_IDENTIFIER, (byte) 0x81, 8}, server);
    assertThat(reject(Der.encode(Der.SEQUENCE, Der.encode(Der.CONTEXT_0, longForm)))).isTrue();
    assertThat(reject(Der.encode(Der.SEQUENCE, Der.encode(Der.SEQUENCE, longForm)))).isFalse();
  }

  private static boolean reject(byte[] settings) throws IOException {
    return TrustSettings.reject(Der.of(settings));
  }

  @Test
  void takesNothingElseForSettings() throws Exception {
    byte[] noSequence = Der.encode(Der.OCTET_STRING, new byte[2]);
    byte[] noUse = Der.encode(Der.SEQUENCE, Der.encode(Der.SEQUENCE, ALIAS));
    byte[] cutShort = settings("server", "client");
    cutShort[3]++;
    byte[] padded = {Der.OBJECT_IDENTIFIER, 5, 0x55, 0x1D, 0x25, (byte) 0x80, 0};
    byte[] endless = {Der.OBJECT_IDENTIFIER, 3, 0x55, 0x1D, (byte) 0xA5};
    byte[] trusted = list(Der.SEQUENCE, "server");
    byte[] rejected = list(Der.CONTEXT_0, "client");
    byte[] primitive = rejected.clone();
    primitive[0] = (byte) 0x80;
    for (byte[] wrong :
        Arrays.asList(
            noSequence,
            noUse,
            cutShort,
            Der.encode(Der.SEQUENCE, Der.encode(Der.SEQUENCE, padded)),
            Der.encode(Der.SEQUENCE, Der.encode(Der.SEQUENCE, endless)),
            Der.encode(Der.SEQUENCE, primitive),
            Der.encode(Der.SEQUENCE, trusted, trusted),
            Der.encode(Der.SEQUENCE, rejected, rejected),
            Der.encode(Der.SEQUENCE, rejected, trusted),
            Der.encode(Der.SEQUENCE, ALIAS, trusted),
            Der.encode(Der.SEQUENCE, KEY_ID, ALIAS),
            Der.encode(Der.SEQUENCE, trusted, new byte[] {Der.INTEGER, 1, 1}),
            Der.encode(Der.SEQUENCE, trusted, new byte[] {(byte) 0xA2, 0}),
            Der.encode(Der.SEQUENCE, trusted, Der.encode(0xA1, ALIAS)))) {
      assertThatThrownBy(() -> TrustSettings.reject(Der.of(wrong))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void takesAlgorithmsWithAndWithoutParametersAmongOtherSettings() throws IOException {
    byte[] name = new ASN1ObjectIdentifier("1.2.3").getEncoded();
    byte[] none = {5, 0};

    assertThat(TrustSettings.reject(others(Der.encode(Der.SEQUENCE, name)))).isFalse();
    assertThat(TrustSettings.reject(others(Der.encode(Der.SEQUENCE, name, none)))).isFalse();
    assertThatThrownBy(
            () -> TrustSettings.reject(others(Der.encode(Der.SEQUENCE, name, none, none))))
        .isInstanceOf(IOException.class)
        .hasMessage("trust settings with something else than algorithms");
    assertThatThrownBy(() -> TrustSettings.reject(others(Der.encode(Der.SET, name))))
        .isInstanceOf(IOException.class)
        .hasMessage("trust settings with something else than algorithms");
  }

  private static Der others(byte[] algorithm) throws IOException {
    return Der.of(Der.encode(Der.SEQUENCE, Der.encode(0xA1, algorithm)));
  }
}
