package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TlsMaterialTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();

  @Test
  void isACopyOfTheBytes() {
    byte[] bytes = {1, 2, 3};
    TlsMaterial material = TlsMaterial.of(bytes);
    bytes[0] = 9;
    material.content()[1] = 9;

    assertThat(material.content()).containsExactly(1, 2, 3);
  }

  @Test
  void isPemOfCertificates() {
    String pem =
        new String(
            TlsMaterial.ofCertificates(List.of(ROOT.certificate(), ROOT.certificate())).content(),
            StandardCharsets.US_ASCII);

    assertThat(pem).containsPattern("(?s)\\A(-----BEGIN CERTIFICATE-----\n.*\n-----END).*\\1");
    assertThat(pem.lines()).allMatch(line -> line.length() <= 64);
  }

  @Test
  void isPemOfAKeyAndItsChain() {
    TestCertificate app =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_2048).issuedBy(ROOT);

    TlsMaterial material = TlsMaterial.ofIdentity(app.key(), app.chain());

    assertThat(new String(material.content(), StandardCharsets.US_ASCII))
        .contains("-----BEGIN PRIVATE KEY-----\n", "-----BEGIN CERTIFICATE-----\n");
    assertThat(material).hasToString("TlsMaterial[***]");
  }

  /** As that of a hardware token. */
  private record Sealed() implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  @Test
  void isNotMadeOfAKeyThatStaysInItsProvider() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofIdentity(new Sealed(), ROOT.chain()))
        .withMessageContaining("RSA");
  }

  @Test
  void isNotMadeOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> TlsMaterial.ofCertificates(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofIdentity(ROOT.key(), List.of()));
  }
}
