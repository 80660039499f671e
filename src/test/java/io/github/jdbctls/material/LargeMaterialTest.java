package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.fuzz.MaterialReading;
import io.github.jdbctls.fuzz.MaterialReading.Use;
import io.github.jdbctls.fuzz.SecretText;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Well-formed files that are as large as a file may be, or whose keys are. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeMaterialTest {
  @TempDir Path folder;

  @Test
  void readsACertificateOfManyNames() throws Exception {
    byte[] pem = HostileFile.pem("CERTIFICATE", named(20_000));
    assertThat(read(Use.SSLROOTCERT, pem)).isEmpty();
    assertThat(read(Use.SSLCERT, pem)).isPresent();
  }

  @Test
  void refusesACertificateOfTooManyNames() throws Exception {
    byte[] pem = HostileFile.pem("CERTIFICATE", named(1_500_000));
    assertThat(read(Use.SSLROOTCERT, pem))
        .hasValueSatisfying(
            problem -> assertThat(problem.message()).contains("bytes (at most 131072)"));
  }

  @Test
  void readsThousandsOfCertificatesWhoseHashesAreTheSame() throws Exception {
    TestCertificate first = TestCertificate.authority("az".repeat(14)).selfSigned();
    byte[] root = first.certificate().getEncoded();
    StringBuilder pem = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      byte[] der = sameHash(root, i);
      pem.append(new String(HostileFile.pem("CERTIFICATE", der), StandardCharsets.US_ASCII));
    }
    X509Certificate one = decoded(root);
    X509Certificate other = decoded(sameHash(root, 1234));
    assertThat(other).isNotEqualTo(one).hasSameHashCodeAs(one);
    assertThat(other.getSubjectX500Principal())
        .isNotEqualTo(one.getSubjectX500Principal())
        .hasSameHashCodeAs(one.getSubjectX500Principal());

    assertThat(read(Use.SSLROOTCERT, HostileFile.ascii(pem.toString()))).isEmpty();
    assertThat(read(Use.SSLCERT, HostileFile.ascii(pem + first.keyPem()))).isEmpty();
  }

  /** Another name instead: "az" and "b[" have the same hash. */
  private static byte[] sameHash(byte[] certificate, int index) {
    byte[] same = certificate.clone();
    int pair = 0;
    for (int i = 0; i + 1 < same.length; i++) {
      if (same[i] == 'a' && same[i + 1] == 'z') {
        if ((index >> pair++ % 14 & 1) == 1) {
          same[i] = 'b';
          same[i + 1] = '[';
        }
        i++;
      }
    }
    return same;
  }

  private static X509Certificate decoded(byte[] der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] named(int count) throws Exception {
    ASN1Encodable[] names = new ASN1Encodable[count];
    Arrays.fill(names, new GeneralName(GeneralName.dNSName, "ab.c"));
    return TestCertificate.authority("r")
        .with(Extension.subjectAlternativeName, false, new DERSequence(names))
        .selfSigned()
        .certificate()
        .getEncoded();
  }

  @Test
  void readsAListOfManyEntries() throws Exception {
    TestCrl list = TestCrl.of(TestCertificate.authority("r").selfSigned());
    for (int i = 0; i < 300_000; i++) {
      list.revoking(BigInteger.valueOf(i));
    }
    byte[] der = list.der();
    assertThat(read(Use.SSLCRL, der)).isEmpty();
  }

  @Test
  void refusesALargeRsaKey() throws Exception {
    TestCertificate rsa =
        TestCertificate.authority("r").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
    for (int bits : new int[] {4096, 8192, 16384}) {
      byte[] key = HostileFile.pem("RSA PRIVATE KEY", HostileFile.pkcs1(bits, 17));
      byte[] both = HostileFile.concat(HostileFile.ascii(rsa.pem()), key);
      assertThat(read(Use.SSLCERT, both)).as("%s bits", bits).isPresent();
    }
  }

  private Optional<Problem> read(Use use, byte[] bytes) throws Exception {
    Path chain =
        TestCertificate.leaf("app")
            .issuedBy(TestCertificate.authority("root").selfSigned())
            .writeChain(folder.resolve("chain"));
    Path file = TestCertificate.writePrivate(folder.resolve("material"), "");
    Files.write(file, bytes);
    Optional<Problem> problem =
        new MaterialReading(chain)
            .read(use, file, Optional.of("hush"), new SecretText(List.of("hush"), List.of()));
    return problem;
  }
}
