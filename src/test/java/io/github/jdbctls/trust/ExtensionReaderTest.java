package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.trust.CertificateContents.BasicConstraints;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that no library would write. */
class ExtensionReaderTest {
  private static final List<String> IDENTIFIERS =
      List.of(
          CertificateContents.SUBJECT_KEY_IDENTIFIER,
          CertificateContents.KEY_USAGE,
          CertificateContents.SUBJECT_ALTERNATIVE_NAME,
          CertificateContents.BASIC_CONSTRAINTS,
          CertificateContents.NAME_CONSTRAINTS,
          CertificateContents.DISTRIBUTION_POINTS,
          CertificateContents.AUTHORITY_KEY_IDENTIFIER,
          CertificateContents.EXTENDED_KEY_USAGE,
          CertificateContents.NETSCAPE_CERTIFICATE_TYPE);

  private static ExtensionReader reader(String hex) {
    Map<String, byte[]> values = new HashMap<>();
    for (String id : IDENTIFIERS) {
      values.put(id, HexFormat.of().parseHex(hex));
    }
    return new ExtensionReader(values);
  }

  @Test
  void readsTheBitsThatCount() throws MalformedException {
    assertThat(reader("030100").keyUsage()).hasValue(Set.of());
    assertThat(reader("03020780").keyUsage()).hasValue(Set.of(0));
    assertThat(reader("030207ff").keyUsage()).hasValue(Set.of(0));
    assertThat(reader("030206c0").keyUsage()).hasValue(Set.of(0, 1));
    assertThat(reader("0303070180").keyUsage()).hasValue(Set.of(7, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0300", "03020880", "0302ff80", "04020780"})
  void refusesBitsThatAreNone(String hex) {
    assertThatThrownBy(() -> reader(hex).keyUsage()).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> reader(hex).netscapeServer()).isInstanceOf(MalformedException.class);
  }

  @Test
  void takesForAnAuthorityOnlyWhatSaysSoExactly() throws MalformedException {
    assertThat(reader("30030101ff").basicConstraints())
        .hasValue(new BasicConstraints(true, Optional.empty()));
    assertThat(reader("3003010100").basicConstraints())
        .hasValue(new BasicConstraints(false, Optional.empty()));
    assertThat(reader("3003010101").basicConstraints())
        .hasValue(new BasicConstraints(false, Optional.empty()));
    assertThat(reader("3003020105").basicConstraints())
        .hasValue(new BasicConstraints(false, Optional.of(5)));
  }

  @Test
  void readsPathLengthsUpToSixtyFourBytes() throws MalformedException {
    assertThat(reader("30060101ff020100").basicConstraints())
        .hasValue(new BasicConstraints(true, Optional.of(0)));
    assertThat(reader("30450101ff0240" + "7f".repeat(64)).basicConstraints())
        .hasValue(new BasicConstraints(true, Optional.of(Integer.MAX_VALUE)));
  }

  @Test
  void refusesPathLengthsThatAreNone() {
    for (String hex :
        new String[] {
          "30050101ff0200", "30060101ff0201ff", "30460101ff0241" + "7f".repeat(65), "30030401ff"
        }) {
      assertThatThrownBy(() -> reader(hex).basicConstraints())
          .as(hex)
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void findsNothingWhereNothingIs() throws MalformedException {
    ExtensionReader none = new ExtensionReader(Map.of());

    assertThat(none.alternativeNames()).isEmpty();
    assertThat(none.distributionPoints()).isEmpty();
    assertThat(none.nameConstraints()).isEmpty();
    assertThat(none.netscapeServer()).isEmpty();
    assertThat(none.keyIdentifiers())
        .isEqualTo(
            new KeyIdentifiers(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void refusesKeyIdentifiersWithAnUnreadableIssuer() {
    DerValue unreadable = new DerValue(DerValue.SEQUENCE, HexFormat.of().parseHex("a104a4020500"));
    DerValue unknown = new DerValue(DerValue.SEQUENCE, HexFormat.of().parseHex("830100"));

    assertThatThrownBy(() -> ExtensionReader.authorityKeyIdentifier(unreadable))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a distinguished name that cannot be read");
    assertThatThrownBy(() -> ExtensionReader.authorityKeyIdentifier(unknown))
        .isInstanceOf(MalformedException.class)
        .hasMessage("a key identifier with an unknown part");
  }

  @Test
  void overlooksNamesOfOtherKindsAmongTheIssuers() throws MalformedException {
    DerValue dnsOnly = new DerValue(DerValue.SEQUENCE, HexFormat.of().parseHex("a103820161"));

    assertThat(ExtensionReader.authorityKeyIdentifier(dnsOnly).authorityIssuer()).isEmpty();
  }
}
