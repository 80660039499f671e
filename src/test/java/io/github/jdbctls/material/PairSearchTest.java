package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.certificate;
import static io.github.jdbctls.material.Settings.key;
import static io.github.jdbctls.material.Settings.password;
import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificate is sent, and which key with it, where there are several. */
class PairSearchTest {
  private static final String PASSWORD = "secret";
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();

  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws Exception {
    Path file = TestCertificate.writePrivate(folder.resolve(name), "");
    return Files.write(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void takesTheFirstCertificateOfSeveralForOneKey(String type) throws Exception {
    TestCertificate old = TestCertificate.leaf("app").issuedBy(ROOT);
    TestCertificate renewed = TestCertificate.leaf("app").keyPair(old.keyPair()).issuedBy(ROOT);
    Path chain = TestCertificate.writePrivate(folder.resolve("app"), renewed.pem() + old.pem());
    Path store = file("key", StoreBuilder.of(type).key("app", old, PASSWORD).bytes(PASSWORD));

    assertThat(
            IdentityReader.read(certificate(chain), key(store), password(PASSWORD))
                .orElseThrow()
                .chain())
        .containsExactly(renewed.certificate(), old.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS"})
  void sendsTheChainOfTheKeyAndNoTrustedCertificateInItsPlace(String type) throws Exception {
    KeyPair pair = KeyAlgorithm.EC_P256.newKeyPair();
    TestCertificate old = TestCertificate.authority("ca").keyPair(pair).issuedBy(ROOT);
    TestCertificate current = TestCertificate.authority("ca").keyPair(pair).issuedBy(ROOT);
    TestCertificate client = TestCertificate.leaf("app").issuedBy(current);
    TestCertificate former = TestCertificate.leaf("app").keyPair(client.keyPair()).issuedBy(old);
    Path store =
        file(
            "store",
            StoreBuilder.of(type)
                .trusted("a", old)
                .trusted("b", former)
                .key("m", client, PASSWORD)
                .bytes(PASSWORD));

    assertThat(
            IdentityReader.read(certificate(store), Optional.empty(), password(PASSWORD))
                .orElseThrow()
                .chain())
        .containsExactly(client.certificate(), current.certificate());
  }

  @Test
  void knowsAStoreByAnotherName() throws Exception {
    TestCertificate first = TestCertificate.leaf("first").issuedBy(ROOT);
    TestCertificate second = TestCertificate.leaf("second").issuedBy(ROOT);
    Path store =
        file(
            "store",
            StoreBuilder.of("PKCS12")
                .key("first", first, PASSWORD)
                .key("second", second, PASSWORD)
                .bytes(PASSWORD));
    Path link = Files.createSymbolicLink(folder.resolve("link"), store);

    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(store), key(link), password(PASSWORD)));

    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.message()).contains("2 private keys");
  }

  @Test
  void findsTheCertificateBehindAnyNumberOfOthersOfAnotherKind() throws Exception {
    TestCertificate rsa =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_2048).issuedBy(ROOT);
    List<X509Certificate> certificates =
        new ArrayList<>(Collections.nCopies(20_000, ROOT.certificate()));
    certificates.add(rsa.certificate());

    PairSearch search =
        new PairSearch(certificates, List.of(new KeyEntry("", List.of(), rsa::key)));

    assertThat(search.find().orElseThrow().leaf()).isEqualTo(rsa.certificate());
    assertThat(search.isExhausted()).isFalse();
  }

  @Test
  void givesUpWhatTakesTooLong() throws Exception {
    TestCertificate own = TestCertificate.leaf("own").issuedBy(ROOT);
    TestCertificate other = TestCertificate.leaf("other").issuedBy(ROOT);
    KeyEntry key = new KeyEntry("", List.of(), own::key);
    List<X509Certificate> certificates = Collections.nCopies(100, other.certificate());

    PairSearch search = new PairSearch(certificates, List.of(key), 30_000);

    assertThat(search.find()).isEmpty();
    assertThat(search.isExhausted()).isTrue();
    PairSearch enough = new PairSearch(certificates, List.of(key), 1_000_000);
    assertThat(enough.find()).isEmpty();
    assertThat(enough.isExhausted()).isFalse();
  }

  @Test
  void chargesALargeKeyForWhatItTakes() throws Exception {
    KeyPair pair = KeyAlgorithm.RSA_3072.newKeyPair();
    KeyPairCheck check = new KeyPairCheck(pair.getPrivate());
    long first = check.cost(pair.getPublic());

    assertThat(first).isGreaterThan(5_000);
    assertThat(check.belongsTo(pair.getPublic())).isTrue();
    assertThat(check.cost(pair.getPublic())).isLessThan(first / 10);
    assertThat(check.cost(ROOT.certificate().getPublicKey())).isEqualTo(1);
  }

  @Test
  void refusesAnRsaKeyThatSignsSlowly() throws Exception {
    TestCertificate client =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_2048).issuedBy(ROOT);
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) client.key();
    BigInteger n = key.getModulus();
    BigInteger d = key.getPrivateExponent();
    BigInteger p = key.getPrimeP();
    BigInteger e = key.getPublicExponent();

    assertThat(problem(client, n, e, d, 0, 0, 0, 0, 0))
        .contains("JTLS-209", "an RSA key without its primes");
    assertThat(problem(client, n, BigInteger.ZERO, d, p, p, p, p, p))
        .contains("JTLS-209", "an RSA key without its primes");
    assertThat(problem(client, n, e, d, n, 1, d, d, 1)).contains("JTLS-204", "cannot be decoded");
    assertThat(problem(client, n, e, d, p, p, p, p, p)).contains("JTLS-204", "cannot be decoded");
  }

  private String problem(TestCertificate client, Object... numbers) throws Exception {
    ASN1Encodable[] fields = new ASN1Encodable[9];
    fields[0] = new ASN1Integer(0);
    for (int i = 0; i < numbers.length; i++) {
      fields[i + 1] =
          numbers[i] instanceof BigInteger number
              ? new ASN1Integer(number)
              : new ASN1Integer((Integer) numbers[i]);
    }
    Path file = file("key", HostileFile.sequence(fields).getEncoded());
    Path chain = client.writeChain(folder.resolve("chain"));
    return problemOf(() -> IdentityReader.read(certificate(chain), key(file), Optional.empty()))
        .message();
  }
}
