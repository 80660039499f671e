package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.certificate;
import static io.github.jdbctls.material.Settings.defaultKey;
import static io.github.jdbctls.material.Settings.key;
import static io.github.jdbctls.material.Settings.password;
import static io.github.jdbctls.material.Settings.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityReaderTest {
  private static final String PASSWORD = "dUmmyP^#+";
  private static final Map<KeyAlgorithm, TestCertificate> CLIENTS = issue();

  @TempDir Path folder;

  private static Map<KeyAlgorithm, TestCertificate> issue() {
    Map<KeyAlgorithm, TestCertificate> clients = new EnumMap<>(KeyAlgorithm.class);
    TestCertificate authority =
        TestCertificate.authority("intermediate")
            .issuedBy(TestCertificate.authority("root").selfSigned());
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      clients.put(algorithm, TestCertificate.leaf("app").algorithm(algorithm).issuedBy(authority));
    }
    return clients;
  }

  private static TestCertificate client(KeyAlgorithm algorithm) {
    return Objects.requireNonNull(CLIENTS.get(algorithm));
  }

  static Stream<Arguments> formats() {
    return Arrays.stream(KeyAlgorithm.values())
        .filter(a -> a != KeyAlgorithm.DSA_2048)
        .flatMap(
            a ->
                Arrays.stream(KeyFormat.values())
                    .filter(f -> f.suits(a))
                    .map(f -> Arguments.of(a, f)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("formats")
  void readsEveryKeyInEveryFormat(KeyAlgorithm algorithm, KeyFormat format) throws Exception {
    TestCertificate client = client(algorithm);
    Path chain = client.writeChain(folder.resolve("app.p12"));
    Path key = format.write(folder.resolve("app.der"), client, PASSWORD);

    Identity identity =
        IdentityReader.read(certificate(chain), key(key), password(PASSWORD)).orElseThrow();

    assertThat(identity.chain()).isEqualTo(client.chain());
    assertThat(KeyPairCheck.belongTogether(identity.key(), client.certificate().getPublicKey()))
        .isTrue();
    assertThat(identity.stamps()).containsExactly(FileStamp.of(chain), FileStamp.of(key));
    assertThat(identity.toString()).isEqualTo("Identity[CN=app]");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PKCS8_DER", "PKCS8_AES_DER", "PKCS12"})
  void readsCertificateAndKeyFromOneFileInAnyOrder(KeyFormat format) throws Exception {
    TestCertificate client =
        client(format == KeyFormat.PKCS1 ? KeyAlgorithm.RSA_2048 : KeyAlgorithm.EC_P256);
    String key = new String(format.bytes(client, PASSWORD), StandardCharsets.US_ASCII);
    for (String text : new String[] {client.chainPem() + key, key + client.chainPem()}) {
      Path file = TestCertificate.writePrivate(folder.resolve("combined.pem"), text);

      Identity identity =
          IdentityReader.read(certificate(file), Optional.empty(), password(PASSWORD))
              .orElseThrow();

      assertThat(identity.chain()).isEqualTo(client.chain());
      assertThat(identity.stamps()).containsExactly(FileStamp.of(file));
    }
  }

  @Test
  void readsCertificateAndKeyFromPkcs12() throws Exception {
    TestCertificate client = client(KeyAlgorithm.RSA_2048);
    Path file = KeyFormat.PKCS12.write(folder.resolve("app.pem"), client, PASSWORD);

    assertThat(
            IdentityReader.read(certificate(file), Optional.empty(), password(PASSWORD))
                .orElseThrow()
                .chain())
        .isEqualTo(client.chain());
    assertThat(
            IdentityReader.read(Optional.empty(), key(file), password(PASSWORD))
                .orElseThrow()
                .chain())
        .isEqualTo(client.chain());
    Path otherKey = client.writeKey(folder.resolve("app.key"));
    assertThat(
            IdentityReader.read(certificate(file), key(otherKey), password(PASSWORD))
                .orElseThrow()
                .stamps())
        .hasSize(2);
  }

  @Test
  void readsNothingWhenNothingIsNamed() throws Exception {
    assertThat(IdentityReader.read(Optional.empty(), Optional.empty(), password(PASSWORD)))
        .isEmpty();
  }

  @Test
  void prefersTheKeyInTheCertificatesFileToTheDefaultFile() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    Path file =
        TestCertificate.writePrivate(
            folder.resolve("combined.pem"), client.keyPem() + client.chainPem());
    Path absent = folder.resolve("postgresql.key");

    assertThat(IdentityReader.read(certificate(file), defaultKey(absent), Optional.empty()))
        .isPresent();
  }

  @Test
  void readsAPasswordBeyondAscii() throws Exception {
    TestCertificate client = client(KeyAlgorithm.RSA_2048);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    String password = "pässwörd€";
    byte[][] files = {
      KeyFormat.PKCS8_PBE_SHA1_3DES.bytes(client, password),
      KeyFormat.PKCS8_SCRYPT.bytes(client, password),
      KeyFormat.withDerivation(client, new PBKDF2Config.Builder().build(), password.toCharArray())
    };
    for (byte[] file : files) {
      Path key =
          TestCertificate.writePrivate(
              folder.resolve("app.key"), new String(file, StandardCharsets.US_ASCII));
      assertThat(IdentityReader.read(certificate(chain), key(key), password(password))).isPresent();
    }
  }

  @Test
  void saysThatThePasswordOfAKeyStoreShouldBeAscii() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    Path file = KeyFormat.PKCS12.write(folder.resolve("app.p12"), client, PASSWORD);

    assertThat(
            problemOf(
                    () ->
                        IdentityReader.read(
                            certificate(file), Optional.empty(), password("pässwörd")))
                .message())
        .contains("ASCII")
        .doesNotContain("pässwörd");
  }

  @Test
  void readsKeysWithCarriageReturnsMarksAndAttributes() throws Exception {
    TestCertificate client = client(KeyAlgorithm.RSA_2048);
    String text =
        "\uFEFFBag Attributes\r\n    friendlyName: app\r\nKey Attributes: <No Attributes>\r\n"
            + client.keyPem().replace("\n", "\r\n")
            + "subject=CN = app\r\n"
            + client.chainPem().replace("\n", "\r\n");
    Path file = TestCertificate.writePrivate(folder.resolve("app.pem"), text);

    assertThat(IdentityReader.read(certificate(file), key(file), Optional.empty())).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void saysThatThePasswordIsMissingOrWrong(KeyFormat format) throws Exception {
    TestCertificate client =
        client(format == KeyFormat.PKCS1 ? KeyAlgorithm.RSA_2048 : KeyAlgorithm.EC_P256);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = format.write(folder.resolve("app.key"), client, PASSWORD);
    if (!format.isEncrypted()) {
      assertThat(IdentityReader.read(certificate(chain), key(key), password("ignored")))
          .isPresent();
      return;
    }
    Problem missing =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), Optional.empty()));
    Problem empty =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), password("")));
    Problem wrong =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), password("wr0ng")));

    assertThat(missing.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(empty.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(missing.message()).contains(key.toString(), "\"sslkey\" in the URL", "sslpassword");
    assertThat(wrong.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat(wrong.message())
        .contains(key.toString(), "\"sslpassword\" in the properties")
        .doesNotContain("wr0ng");
  }

  /** Decryption with a wrong password ends in valid padding once in 256 times. */
  @Tag("long")
  @Test
  void neverTakesGarbageForAKey() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key =
        TestCertificate.writePrivate(
            folder.resolve("app.key"),
            new String(
                KeyFormat.withDerivation(
                    client,
                    new PBKDF2Config.Builder()
                        .withIterationCount(1)
                        .withPRF(PBKDF2Config.PRF_SHA256)
                        .build(),
                    PASSWORD.toCharArray()),
                StandardCharsets.US_ASCII));
    Map<TlsFailure, Integer> failures = new ConcurrentHashMap<>();
    for (int i = 0; i < 1000; i++) {
      String wrong = "wrong" + i;
      failures.merge(
          problemOf(() -> IdentityReader.read(certificate(chain), key(key), password(wrong)))
              .failure(),
          1,
          Integer::sum);
    }
    assertThat(failures).containsExactly(Map.entry(TlsFailure.KEY_PASSWORD_WRONG, 1000));
  }

  @Test
  void boundsWhatADerivationMayCost() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    KeyDerivationFunc memory =
        new KeyDerivationFunc(
            MiscObjectIdentifiers.id_scrypt, new ScryptParams(new byte[8], 1 << 19, 8, 1));
    assertUnsupported(client, encryptedWith(memory), "512 MiB", "256");
    KeyDerivationFunc runs =
        new KeyDerivationFunc(
            MiscObjectIdentifiers.id_scrypt, new ScryptParams(new byte[8], 1 << 14, 8, 17));
    assertUnsupported(client, encryptedWith(runs), "17 runs", "16");
    KeyDerivationFunc iterations =
        new KeyDerivationFunc(
            PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[8], 10_000_001));
    assertUnsupported(client, encryptedWith(iterations), "10000001 iterations", "10000000");
    AlgorithmIdentifier gost =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.643.2.2.10"), DERNull.INSTANCE);
    KeyDerivationFunc slow =
        new KeyDerivationFunc(
            PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[8], 1, 32, gost));
    assertUnsupported(client, encryptedWith(slow), "PBKDF2 with an unknown hash");
  }

  private static String encryptedWith(KeyDerivationFunc derivation) throws Exception {
    AlgorithmIdentifier scheme =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_PBES2,
            new PBES2Parameters(
                derivation,
                new EncryptionScheme(
                    NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]))));
    return pem(
        "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(scheme, new byte[64]).getEncoded());
  }

  private void assertUnsupported(TestCertificate client, String keyFile, String... figures)
      throws Exception {
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = TestCertificate.writePrivate(folder.resolve("app.key"), keyFile);
    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), password(PASSWORD)));
    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
    assertThat(problem.message()).contains(figures).contains("openssl pkcs8");
  }

  @Test
  void refusesDsaForeignCurvesAndForeignFormats() throws Exception {
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(2048);
    byte[] dsaKey = dsa.generateKeyPair().getPrivate().getEncoded();
    assertKeyIsRefused(pem("PRIVATE KEY", dsaKey), "DSA");
    assertKeyIsRefused(pem("DSA PRIVATE KEY", dsaKey), "DSA");

    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    curve.initialize(new ECGenParameterSpec("secp256k1"));
    assertKeyIsRefused(
        pem("PRIVATE KEY", curve.generateKeyPair().getPrivate().getEncoded()), "P-256");

    byte[] agreement =
        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate().getEncoded();
    assertKeyIsRefused(pem("PRIVATE KEY", agreement), "X25519");

    assertKeyIsRefused(pem("OPENSSH PRIVATE KEY", new byte[100]), "ssh-keygen -p -m PKCS8");
  }

  private void assertKeyIsRefused(String keyPem, String text) throws Exception {
    Path chain = client(KeyAlgorithm.EC_P256).writeChain(folder.resolve("app.crt"));
    Path key = TestCertificate.writePrivate(folder.resolve("app.key"), keyPem);
    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), Optional.empty()));
    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
    assertThat(problem.message()).contains(key.toString(), text);
  }

  private static String pem(String label, byte[] content) throws Exception {
    return TestCertificate.write(new PemObject(label, content));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DSA_2048")
  void refusesTheKeyOfAnotherCertificate(KeyAlgorithm algorithm) throws Exception {
    TestCertificate client = client(algorithm);
    TestCertificate stranger = TestCertificate.leaf("x").algorithm(algorithm).selfSigned();
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = stranger.writeKey(folder.resolve("x.key"));

    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(chain), key(key), Optional.empty()));

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_MISMATCH);
    assertThat(problem.message()).contains("CN=app", chain.toString(), key.toString());
  }

  @Test
  void putsTheLeafInFrontAndItsIssuersBehind() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    X509Certificate root = client.root().certificate();
    X509Certificate authority = client.chain().get(1);
    X509Certificate foreign = client(KeyAlgorithm.RSA_2048).certificate();
    Path chain =
        Files.writeString(
            folder.resolve("app.crt"),
            TestCertificate.pem(List.of(foreign, root, authority, client.certificate())));
    Path key = client.writeKey(folder.resolve("app.key"));

    assertThat(
            IdentityReader.read(certificate(chain), key(key), Optional.empty())
                .orElseThrow()
                .chain())
        .containsExactly(client.certificate(), authority, root, foreign);
  }

  @Test
  void takesTheKeyOfTheFirstCertificateAmongSeveral() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    TestCertificate rsa = client(KeyAlgorithm.RSA_2048);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key =
        TestCertificate.writePrivate(folder.resolve("app.key"), rsa.keyPem() + client.keyPem());

    assertThat(
            IdentityReader.read(certificate(chain), key(key), Optional.empty()).orElseThrow().key())
        .isEqualTo(client.key());
    Path strange = client(KeyAlgorithm.EC_P384).writeChain(folder.resolve("strange.crt"));
    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(strange), key(key), Optional.empty()));
    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_MISMATCH);
    assertThat(problem.message()).contains("2 private keys, none of which");
  }

  @Test
  void saysThatTheKeyIsMissing() throws Exception {
    Path chain = client(KeyAlgorithm.EC_P256).writeChain(folder.resolve("app.crt"));
    Path absent = folder.resolve("absent.key");

    assertThat(
            problemOf(
                    () ->
                        IdentityReader.read(certificate(chain), Optional.empty(), Optional.empty()))
                .failure())
        .isEqualTo(TlsFailure.KEY_MISSING);
    Problem byDefault =
        problemOf(
            () -> IdentityReader.read(certificate(chain), defaultKey(absent), Optional.empty()));
    assertThat(byDefault.failure()).isEqualTo(TlsFailure.KEY_MISSING);
    assertThat(byDefault.message()).contains(chain.toString(), absent.toString());
    assertThat(
            problemOf(() -> IdentityReader.read(certificate(chain), key(absent), Optional.empty()))
                .failure())
        .isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(
            problemOf(() -> IdentityReader.read(certificate(absent), key(absent), Optional.empty()))
                .failure())
        .isEqualTo(TlsFailure.FILE_MISSING);
  }

  @Test
  void saysWhatTheFilesAreInstead() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = client.writeKey(folder.resolve("app.key"));
    Path request =
        Files.write(
            folder.resolve("app.csr"),
            pem("CERTIFICATE REQUEST", new byte[9]).getBytes(StandardCharsets.US_ASCII));

    assertWrongContent(certificate(request), key(key), "a certificate signing request");
    assertWrongContent(certificate(chain), key(chain), "PEM with 2 CERTIFICATE", "a private key");
    assertWrongContent(certificate(key), key(key), "a PKCS#8 private key", "certificate");
    Path encrypted = KeyFormat.PKCS8_AES.write(folder.resolve("enc.key"), client, PASSWORD);
    Path encryptedDer = KeyFormat.PKCS8_AES_DER.write(folder.resolve("enc.der"), client, PASSWORD);
    assertWrongContent(certificate(encrypted), key(key), "an encrypted PKCS#8 key", "certificate");
    assertWrongContent(
        certificate(encryptedDer), key(key), "an encrypted PKCS#8 key", "certificate");
    assertWrongContent(Optional.empty(), key(key), "without a client certificate");
    Problem system =
        problemOf(
            () -> IdentityReader.read(Optional.of(Settings.system()), key(key), Optional.empty()));
    assertThat(system.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
  }

  private static void assertWrongContent(
      Optional<Setting<Source>> certificate, Optional<Setting<Source>> key, String... texts) {
    Problem problem = problemOf(() -> IdentityReader.read(certificate, key, Optional.empty()));
    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.message()).contains(texts);
  }

  @ParameterizedTest
  @EnumSource
  void neverFailsOtherwiseThanWithAProblemOnTruncatedFiles(KeyFormat format) throws Exception {
    TestCertificate client =
        client(format == KeyFormat.PKCS1 ? KeyAlgorithm.RSA_2048 : KeyAlgorithm.EC_P256);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    byte[] whole = format.bytes(client, PASSWORD);
    for (int length = 0; length < whole.length - 1; length += 64) {
      String cut = new String(Arrays.copyOf(whole, length), StandardCharsets.ISO_8859_1);
      Path key = folder.resolve("cut.key");
      TestCertificate.writePrivate(key, "");
      Files.write(key, cut.getBytes(StandardCharsets.ISO_8859_1));
      Problem problem =
          problemOf(() -> IdentityReader.read(certificate(chain), key(key), password(PASSWORD)));
      assertThat(problem.failure())
          .as("%s cut at %d", format, length)
          .isIn(
              TlsFailure.FILE_EMPTY,
              TlsFailure.WRONG_CONTENT,
              TlsFailure.KEY_PASSWORD_WRONG,
              TlsFailure.KEY_UNSUPPORTED);
    }
  }

  @Tag("long")
  @Test
  void neverFailsOtherwiseThanWithAProblemOnDamagedFiles() throws Exception {
    TestCertificate client = client(KeyAlgorithm.EC_P256);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = TestCertificate.writePrivate(folder.resolve("app.key"), "");
    int refused = 0;
    for (KeyFormat format :
        new KeyFormat[] {KeyFormat.PKCS8_DER, KeyFormat.PKCS8_AES_DER, KeyFormat.PKCS12}) {
      byte[] whole = format.bytes(client, PASSWORD);
      for (int i = 0; i < whole.length; i += format == KeyFormat.PKCS12 ? 23 : 1) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) 0xFF;
        Files.write(key, damaged);
        try {
          IdentityReader.read(certificate(chain), key(key), password(PASSWORD));
        } catch (ProblemException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"right", "wrong", "none"})
  void showsNoSecretInAnyFailure(String given) throws Exception {
    TestCertificate stranger = TestCertificate.leaf("x").selfSigned();
    Path chain = stranger.writeChain(folder.resolve("x.crt"));
    String secret = given.equals("wrong") ? "s3cret-but-wrong" : PASSWORD;
    Optional<Setting<PasswordSource>> password =
        given.equals("none") ? Optional.empty() : password(secret);
    for (KeyFormat format : KeyFormat.values()) {
      TestCertificate client =
          client(format == KeyFormat.PKCS1 ? KeyAlgorithm.RSA_2048 : KeyAlgorithm.EC_P256);
      byte[] whole = format.bytes(client, PASSWORD);
      Path key = format.write(folder.resolve("app.key"), client, PASSWORD);
      for (int cut : new int[] {0, 1, 40, whole.length / 2}) {
        Files.write(key, Arrays.copyOf(whole, whole.length - cut));
        String text =
            printed(problemOf(() -> IdentityReader.read(certificate(chain), key(key), password)));
        assertThat(text).doesNotContain(secret);
        String base64 = Base64.getEncoder().encodeToString(client.key().getEncoded());
        for (int i = 48; i + 16 <= base64.length(); i += 16) {
          assertThat(text).doesNotContain(base64.substring(i, i + 16));
        }
      }
    }
  }

  private static String printed(Problem problem) {
    StringWriter text = new StringWriter();
    problem.exception().printStackTrace(new PrintWriter(text));
    return text + problem.toString();
  }

  @Test
  void namesTheDefaultFileOnce() {
    Place place =
        Place.of(new Origin(Origin.Kind.DEFAULT_FILE, "/home/a/x.key"), Path.of("/home/a/x.key"));
    assertThat(place.describe()).isEqualTo("the default file /home/a/x.key");
  }
}
