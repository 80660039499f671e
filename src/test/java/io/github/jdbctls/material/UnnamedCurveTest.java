package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnnamedCurveTest {
  @TempDir Path folder;

  @Test
  void saysThatTheCertificateIsToBeIssuedAnew() throws Exception {
    KeyPair pair = KeyAlgorithm.EC_P256.newKeyPair();
    SubjectPublicKeyInfo named = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    X500Name name = new X500Name("CN=root");
    byte[] der =
        new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.now()),
                Date.from(Instant.now().plusSeconds(60)),
                name,
                new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(
                        X9ObjectIdentifiers.id_ecPublicKey,
                        SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1)),
                    named.getPublicKeyData()))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    for (byte[] bytes : new byte[][] {der, HostileFile.pem("CERTIFICATE", der)}) {
      Path file = Files.write(folder.resolve("root.crt"), bytes);

      Problem problem =
          problemOf(
              () ->
                  TrustMaterialReader.read(Settings.source("sslrootcert", file), Optional.empty()));

      assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
      assertThat(problem.message()).contains("curve is written out", "ec_param_enc:named_curve");
    }
  }
}
