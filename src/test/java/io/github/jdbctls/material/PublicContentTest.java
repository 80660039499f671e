package io.github.jdbctls.material;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.Pkcs12Builder;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicContentTest {
  private static final TestCertificate CA = TestCertificate.authority("ca").selfSigned();
  private static final String LIST = TestCrl.of(CA).pem();

  private static String base64(byte[] bytes) {
    return "base64:" + Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64(String text) {
    return base64(text.getBytes(US_ASCII));
  }

  @Test
  void takesCertificatesAndListsInPemForPublic() {
    assertThat(CA.pem()).matches(PublicContent::isIn);
    assertThat(LIST).matches(PublicContent::isIn);
    assertThat(CA.pem() + "the list of today\n" + LIST).matches(PublicContent::isIn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "PKCS #7 SIGNED DATA", "CMS"})
  void takesEveryContainerOfCertificatesForPublic(String label) {
    assertThat(CA.pem().replace("CERTIFICATE", label)).matches(PublicContent::isIn);
  }

  @Test
  void takesAKeyForASecretWhateverStandsBesideIt() {
    assertThat(CA.keyPem()).matches(value -> !PublicContent.isIn(value));
    assertThat(CA.pem() + CA.keyPem()).matches(value -> !PublicContent.isIn(value));
    assertThat(CA.keyPem() + CA.pem()).matches(value -> !PublicContent.isIn(value));
  }

  @Test
  void takesABlockThatIsNotWholeForASecret() {
    String pem = CA.pem();

    assertThat(pem.substring(0, pem.length() - 10)).matches(value -> !PublicContent.isIn(value));
    assertThat(pem.replace("END CERTIFICATE", "END CMS"))
        .matches(value -> !PublicContent.isIn(value));
    assertThat(pem + "-----BEGIN ").matches(value -> !PublicContent.isIn(value));
  }

  @Test
  void takesAPasswordBesideACertificateForASecret() {
    assertThat(CA.pem() + "password=hunter2").matches(value -> !PublicContent.isIn(value));
  }

  @Test
  void takesCertificatesListsAndBundlesInBase64ForPublic() throws Exception {
    byte[] certificate = CA.certificate().getEncoded();

    assertThat(base64(certificate)).matches(PublicContent::isIn);
    assertThat(base64(TestCrl.of(CA).der())).matches(PublicContent::isIn);
    assertThat(base64(HostileFile.pkcs7(new byte[0]))).matches(PublicContent::isIn);
    assertThat(base64(certificate).replace("base64:", " \tBASE64: ")).matches(PublicContent::isIn);
  }

  @Test
  void takesKeysAndKeyStoresInBase64ForSecrets() throws Exception {
    byte[] store =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE)
            .certificates(List.of(CA.certificate()))
            .bytes("");

    assertThat(base64(CA.key().getEncoded())).matches(value -> !PublicContent.isIn(value));
    assertThat(base64(store)).matches(value -> !PublicContent.isIn(value));
  }

  @Test
  void looksIntoPemThatIsInBase64() {
    assertThat(base64(CA.pem())).matches(PublicContent::isIn);
    assertThat(base64(CA.pem() + CA.keyPem())).matches(value -> !PublicContent.isIn(value));
    assertThat(base64(CA.keyPem())).matches(value -> !PublicContent.isIn(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hunter2", "/etc/root.crt", "base64:", "base64:$$$", "base64:aGVsbG8="})
  void takesAnythingElseForASecret(String value) {
    assertThat(PublicContent.isIn(value)).isFalse();
  }

  @Test
  void takesBase64WithoutItsSchemeForASecret() throws Exception {
    String bare = Base64.getEncoder().encodeToString(CA.certificate().getEncoded());

    assertThat(bare).matches(value -> !PublicContent.isIn(value));
    assertThat("x" + base64(CA.pem())).matches(value -> !PublicContent.isIn(value));
  }
}
