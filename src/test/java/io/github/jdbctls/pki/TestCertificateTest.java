package io.github.jdbctls.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCertificateTest {
  @ParameterizedTest
  @EnumSource
  void issuesCertificatesThatVerifyWithTheirIssuersKey(KeyAlgorithm algorithm) throws Exception {
    TestCertificate root = TestCertificate.authority("root").algorithm(algorithm).selfSigned();
    TestCertificate intermediate = TestCertificate.authority("ca").issuedBy(root);
    TestCertificate leaf =
        TestCertificate.leaf("db").dnsName("db.example.com").issuedBy(intermediate);

    root.certificate().verify(root.keyPair().getPublic());
    intermediate.certificate().verify(root.keyPair().getPublic());
    leaf.certificate().verify(intermediate.keyPair().getPublic());

    assertThat(leaf.chain()).containsExactly(leaf.certificate(), intermediate.certificate());
    assertThat(leaf.root()).isEqualTo(root);
  }
}
