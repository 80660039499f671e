package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that the JDK does not read, but that another provider in front of it might. */
class StrengthTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();

  @ParameterizedTest
  @CsvSource({"secp192r1, an EC key of 192 bits", "secp224r1, ''", "secp256k1, ''"})
  void wantsCurvesOf224BitsOrMore(String curve, String weakness) throws Exception {
    X509Certificate certificate = certificate(curve);

    assertThat(Strength.refusal(List.of(certificate), null).map(Problem::found).orElse(""))
        .isEqualTo(weakness.isEmpty() ? "" : "the certificate of \"CN=db\" has " + weakness);
    assertThat(Strength.refusalOfClient(List.of(certificate)).isPresent())
        .isEqualTo(!weakness.isEmpty());
  }

  private static X509Certificate certificate(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair keys = generator.generateKeyPair();
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(root.key());
    return new JcaX509CertificateConverter()
        .setProvider(PROVIDER)
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    new X500Name("CN=root"),
                    BigInteger.ONE,
                    Date.from(Instant.EPOCH),
                    Date.from(Instant.EPOCH.plusSeconds(60)),
                    new X500Name("CN=db"),
                    keys.getPublic())
                .build(signer));
  }
}
