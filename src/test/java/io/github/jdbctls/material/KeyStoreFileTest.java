package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.certificate;
import static io.github.jdbctls.material.Settings.key;
import static io.github.jdbctls.material.Settings.password;
import static io.github.jdbctls.material.Settings.problemOf;
import static io.github.jdbctls.material.Settings.rootPassword;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.Pkcs12Builder;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Parameter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoreFileTest {
  private static final String PASSWORD = "dUmmyP^#+";
  private static TestCertificate root;
  private static TestCertificate client;
  private static TestCertificate other;

  @TempDir Path folder;

  @BeforeAll
  static void issue() {
    root = TestCertificate.authority("root").algorithm(KeyAlgorithm.EC_P256).selfSigned();
    TestCertificate authority =
        TestCertificate.authority("intermediate").algorithm(KeyAlgorithm.EC_P256).issuedBy(root);
    client = TestCertificate.leaf("app").algorithm(KeyAlgorithm.EC_P256).issuedBy(authority);
    other = TestCertificate.leaf("other").algorithm(KeyAlgorithm.EC_P256).issuedBy(authority);
  }

  private Path file(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("store.pem"), bytes);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Identity identity(Path store, String password) throws Exception {
    return IdentityReader.read(certificate(store), Optional.empty(), password(password))
        .orElseThrow();
  }

  private static TrustMaterial roots(Path store, String password) throws Exception {
    return TrustMaterialReader.read(Settings.source("sslrootcert", store), rootPassword(password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void readsTheOnlyKeyOfAStoreOfTheJdk(String type) throws Exception {
    Path store = file(StoreBuilder.of(type).key("app", client, PASSWORD).bytes(PASSWORD));

    Identity identity = identity(store, PASSWORD);

    assertThat(identity.chain()).isEqualTo(client.chain());
    assertThat(identity.key()).isEqualTo(client.key());
    assertThat(
            IdentityReader.read(Optional.empty(), key(store), password(PASSWORD))
                .orElseThrow()
                .chain())
        .isEqualTo(client.chain());
    assertThat(
            IdentityReader.read(certificate(store), key(store), password(PASSWORD))
                .orElseThrow()
                .stamps())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void listsTheEntriesWhenNothingTellsWhichIsMeant(String type) throws Exception {
    Path store =
        file(
            StoreBuilder.of(type)
                .key("first", client, PASSWORD)
                .key("se\u0007cond", other, PASSWORD)
                .bytes(PASSWORD));

    Problem problem = problemOf(() -> identity(store, PASSWORD));

    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.message())
        .contains("2 private keys", "\"first\" (CN=app)", "\"se?cond\" (CN=other)", "sslcert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void takesTheKeyThatMatchesTheCertificate(String type) throws Exception {
    Path store =
        file(
            StoreBuilder.of(type)
                .key("first", client, PASSWORD)
                .key("second", other, PASSWORD)
                .bytes(PASSWORD));
    Path chain = other.writeChain(folder.resolve("other.crt"));
    TestCertificate stranger = TestCertificate.leaf("stranger").selfSigned();
    Path strange = stranger.writeChain(folder.resolve("stranger.crt"));

    assertThat(
            IdentityReader.read(certificate(chain), key(store), password(PASSWORD))
                .orElseThrow()
                .key())
        .isEqualTo(other.key());
    Problem problem =
        problemOf(() -> IdentityReader.read(certificate(strange), key(store), password(PASSWORD)));
    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_MISMATCH);
    assertThat(problem.message()).contains("\"first\"", "\"second\"", "CN=stranger");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void readsTheCertificatesOfATrustStore(String type) throws Exception {
    Path store =
        file(
            StoreBuilder.of(type)
                .trusted("root", root)
                .key("app", client, PASSWORD)
                .bytes(PASSWORD));

    TrustMaterial trust = roots(store, PASSWORD);

    assertThat(trust.anchors()).containsExactly(root.certificate());
    assertThat(trust.others()).containsExactlyInAnyOrderElementsOf(client.chain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS"})
  void readsATrustStoreWithoutPasswordWhereTheFormatAllowsIt(String type) throws Exception {
    Path store = file(StoreBuilder.of(type).trusted("root", root).bytes(PASSWORD));
    assertThat(roots(store, "").anchors()).containsExactly(root.certificate());

    Path without =
        file(
            Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE)
                .withoutMac()
                .certificates(List.of(root.certificate()))
                .bytes(""));
    assertThat(roots(without, "").anchors()).containsExactly(root.certificate());
    assertThat(roots(without, "ignored").anchors()).containsExactly(root.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void readsCertificatesWithoutTheJdksMark(Pkcs12Builder.Scheme scheme) throws Exception {
    Path store =
        file(Pkcs12Builder.of(scheme).certificates(List.of(root.certificate())).bytes(PASSWORD));

    assertThat(roots(store, PASSWORD).anchors()).containsExactly(root.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void readsIdentitiesOfEveryScheme(Pkcs12Builder.Scheme scheme) throws Exception {
    for (String password : new String[] {PASSWORD, "pässwörd€"}) {
      Path store = file(Pkcs12Builder.of(scheme).identity(client, true).bytes(password));

      Identity identity = identity(store, password);

      assertThat(identity.chain()).isEqualTo(client.chain());
      assertThat(identity.key()).isEqualTo(client.key());
      if (scheme.isEncrypted()) {
        Problem wrong = problemOf(() -> identity(store, "wr0ng"));
        assertThat(wrong.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
        assertThat(wrong.message()).contains("sslpassword").doesNotContain("wr0ng");
        Problem missing = problemOf(() -> identity(store, ""));
        assertThat(missing.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
        assertThat(missing.message()).contains("Set sslpassword");
      }
    }
  }

  @Test
  void findsTheLeafOfAKeyWithoutIdentifierByTheKeyItself() throws Exception {
    Path store =
        file(
            Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
                .certificates(List.of(root.certificate()))
                .identity(client, false)
                .bytes(PASSWORD));

    assertThat(identity(store, PASSWORD).chain())
        .containsExactly(client.certificate(), client.chain().get(1), root.certificate());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsStoresWithoutMac(boolean encrypted) throws Exception {
    Pkcs12Builder.Scheme scheme =
        encrypted ? Pkcs12Builder.Scheme.PBES2_AES : Pkcs12Builder.Scheme.NONE;
    Path store = file(Pkcs12Builder.of(scheme).withoutMac().identity(client, true).bytes(PASSWORD));
    assertThat(identity(store, PASSWORD).key()).isEqualTo(client.key());
    if (encrypted) {
      assertThat(problemOf(() -> identity(store, "wr0ng")).failure())
          .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    } else {
      assertThat(identity(store, "").key()).isEqualTo(client.key());
    }
    Path trust =
        file(
            Pkcs12Builder.of(scheme)
                .withoutMac()
                .certificates(List.of(root.certificate()))
                .bytes(PASSWORD));
    assertThat(roots(trust, PASSWORD).anchors()).containsExactly(root.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "PBMAC1"})
  void verifiesTheMac(String digest) throws Exception {
    byte[] bytes =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE)
            .mac(digest)
            .identity(client, true)
            .bytes(PASSWORD);
    assertThat(identity(file(bytes), PASSWORD).key()).isEqualTo(client.key());
    assertThat(problemOf(() -> identity(file(bytes), "wr0ng")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
  }

  @ParameterizedTest
  @EnumSource(names = {"PBES2_AES", "SHA1_3DES", "NONE"})
  void readsIndefiniteLengths(Pkcs12Builder.Scheme scheme) throws Exception {
    byte[] der = Pkcs12Builder.of(scheme).identity(client, true).bytes(PASSWORD);
    byte[] ber = Pkcs12Builder.indefinite(der);
    assertThat(ber).startsWith(0x30, 0x80);

    assertThat(identity(file(ber), PASSWORD).key()).isEqualTo(client.key());
  }

  @Test
  void readsNestedBagsAndIgnoresWhatFollowsTheStore() throws Exception {
    byte[] nested =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
            .nested(3)
            .identity(client, true)
            .bytes(PASSWORD);
    assertThat(identity(file(nested), PASSWORD).key()).isEqualTo(client.key());

    byte[] followed = Arrays.copyOf(nested, nested.length + 1);
    followed[nested.length] = '\n';
    assertThat(identity(file(followed), PASSWORD).key()).isEqualTo(client.key());

    byte[] tooDeep =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE)
            .nested(40)
            .identity(client, true)
            .bytes(PASSWORD);
    assertThat(problemOf(() -> identity(file(tooDeep), PASSWORD)).failure())
        .isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000, 1_000_000})
  void refusesWhatIsNestedDeeperThanTheStack(int levels) throws Exception {
    byte[] deep = new byte[5 + 2 * levels];
    System.arraycopy(new byte[] {0x30, (byte) 0x80, 2, 1, 3}, 0, deep, 0, 5);
    for (int i = 5; i < deep.length; i += 2) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x80;
    }
    Path file = file(deep);
    assertThat(problemOf(() -> identity(file, PASSWORD)).failure())
        .isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problemOf(() -> roots(file, PASSWORD)).failure())
        .isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  @Test
  void namesTheParameterOfTheTrustStoresPassword() throws Exception {
    Path store = file(StoreBuilder.of("PKCS12").trusted("root", root).bytes(PASSWORD));

    Problem missing = problemOf(() -> roots(store, ""));
    assertThat(missing.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(missing.message()).contains("Set sslrootcertpassword.");
    Problem wrong = problemOf(() -> roots(store, "wr0ng"));
    assertThat(wrong.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat(wrong.message())
        .contains("\"sslrootcertpassword\" in the properties", "Correct sslrootcertpassword.")
        .doesNotContain("wr0ng", "sslpassword");
    Path jks = file(StoreBuilder.of("JKS").trusted("root", root).bytes(PASSWORD));
    assertThat(problemOf(() -> roots(jks, "wr0ng")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
  }

  @Test
  void saysThatAKeyHasAnotherPasswordThanItsStore() throws Exception {
    Path store = file(StoreBuilder.of("JKS").key("app", client, "other").bytes(PASSWORD));
    Problem jks = problemOf(() -> identity(store, PASSWORD));
    assertThat(jks.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat(jks.message())
        .contains("\"app\" in it has another password", "keytool -keypasswd", "-alias app");

    Path jceks = file(StoreBuilder.of("JCEKS").key("a;b", client, "other").bytes(PASSWORD));
    assertThat(problemOf(() -> identity(jceks, PASSWORD)).message())
        .contains("another password", "-alias ALIAS");
  }

  /** What else the password opens is known by the MAC, or by what it decrypts. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatAKeyOfPkcs12HasAnotherPasswordThanItsStore(boolean mac) throws Exception {
    Pkcs12Builder builder =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES).keyOnly(client).keyPassword("other");
    Pkcs12Builder builtIn =
        mac ? builder : builder.withoutMac().certificates(List.of(root.certificate()));
    Path store = file(builtIn.bytes(PASSWORD));

    Problem problem = problemOf(() -> open(store, PASSWORD).keys().get(0).open());

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat(problem.message())
        .contains("\"app\" in it has another password", "openssl pkcs12 -export");
  }

  @Test
  void readsWhatIsNotEncryptedWithoutPasswordWhateverTheMac() throws Exception {
    Path store =
        file(Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE).identity(client, true).bytes(PASSWORD));

    assertThat(open(store, "").certificates()).hasSize(2);
    assertThat(open(store, "").keys().get(0).open()).isEqualTo(client.key());
    assertThat(problemOf(() -> open(store, "wr0ng")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
  }

  @Test
  void verifiesTheMacOfAnEncryptedStoreWithAnEmptyPasswordToo() throws Exception {
    byte[] store = StoreBuilder.of("PKCS12").trusted("root", root).bytes("");
    assertThat(open(file(store), "").certificates()).containsExactly(root.certificate());

    // The last byte of the salt: the number of iterations is behind it.
    store[store.length - 5] ^= 1;
    assertThat(problemOf(() -> open(file(store), "")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
  }

  /** The password is looked at for the first time when the key is decrypted. */
  @Test
  void asksForThePasswordOfAKeyWithoutMac() throws Exception {
    Path store =
        file(
            Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
                .withoutMac()
                .keyOnly(client)
                .bytes(PASSWORD));

    assertThat(open(store, PASSWORD).keys().get(0).open()).isEqualTo(client.key());
    Problem missing = problemOf(() -> open(store, "").keys().get(0).open());
    assertThat(missing.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(missing.message()).contains("Set sslpassword.");
    Problem wrong = problemOf(() -> open(store, "wr0ng").keys().get(0).open());
    assertThat(wrong.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
    assertThat(wrong.message()).doesNotContain("another password", "wr0ng");
  }

  @Test
  void asksForThePasswordOfCertificatesWithoutMac() throws Exception {
    Path store =
        file(
            Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
                .withoutMac()
                .certificates(List.of(root.certificate()))
                .bytes(PASSWORD));

    assertThat(problemOf(() -> open(store, "")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(problemOf(() -> open(store, "wr0ng")).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_WRONG);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "PBES2_AES"})
  void wipesItsKeysWhenItIsClosed(Pkcs12Builder.Scheme scheme) throws Exception {
    byte[] bytes = Pkcs12Builder.of(scheme).identity(client, true).bytes(PASSWORD);
    KeyStoreFile store = open(file(bytes), PASSWORD);
    KeyEntry key = store.keys().get(0);
    assertThat(key.open()).isEqualTo(client.key());

    store.close();

    assertThat(problemOf(key::open).failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  private static KeyStoreFile open(Path store, String password) throws Exception {
    return KeyStoreFile.open(
        SourceBytes.read(Settings.source("sslkey", store)),
        new Password(password(password), "the key"),
        Parameter.SSLPASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void saysWhatAStoreLacks(String type) throws Exception {
    Path trust = file(StoreBuilder.of(type).trusted("root", root).bytes(PASSWORD));
    Problem noKey = problemOf(() -> identity(trust, PASSWORD));
    assertThat(noKey.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(noKey.message()).contains("with 1 certificate but no private key");

    Path empty = file(StoreBuilder.of(type).bytes(PASSWORD));
    assertThat(problemOf(() -> identity(empty, PASSWORD)).message())
        .contains("0 certificates but no private key");
    assertThat(problemOf(() -> roots(empty, PASSWORD)).failure())
        .isEqualTo(TlsFailure.WRONG_CONTENT);
  }

  @Test
  void saysThatAKeyHasNoCertificate() throws Exception {
    Path store =
        file(Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES).keyOnly(client).bytes(PASSWORD));

    assertThat(problemOf(() -> identity(store, PASSWORD)).message())
        .contains("with the private key \"app\" (without a certificate) and no certificate");
    Path chain = client.writeChain(folder.resolve("app.crt"));
    assertThat(IdentityReader.read(certificate(chain), key(store), password(PASSWORD))).isPresent();
  }

  @Test
  void neverReadsASerialisedKey() throws Exception {
    byte[] bytes =
        StoreBuilder.of("JCEKS")
            .key("app", client, PASSWORD)
            .secret("secret", new SecretKeySpec(new byte[16], "AES"), PASSWORD)
            .bytes(PASSWORD);
    Problem problem = problemOf(() -> identity(file(bytes), PASSWORD));
    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
    assertThat(problem.message()).contains("secret key", "keytool -delete");
  }

  @Test
  void ignoresSecretKeysInPkcs12() throws Exception {
    byte[] bytes =
        StoreBuilder.of("PKCS12")
            .secret("secret", new SecretKeySpec(new byte[16], "AES"), PASSWORD)
            .key("app", client, PASSWORD)
            .bytes(PASSWORD);
    assertThat(identity(file(bytes), PASSWORD).key()).isEqualTo(client.key());
  }

  @Test
  void takesTheCertificatesOfAStoreWithTheDefaultKey() throws Exception {
    Path store =
        file(
            Pkcs12Builder.of(Pkcs12Builder.Scheme.PBES2_AES)
                .certificates(client.chain())
                .bytes(PASSWORD));
    Path key = client.writeKey(folder.resolve("postgresql.key"));

    Identity identity =
        IdentityReader.read(certificate(store), Settings.defaultKey(key), password(PASSWORD))
            .orElseThrow();

    assertThat(identity.chain()).isEqualTo(client.chain());
    assertThat(identity.stamps()).hasSize(2);
  }

  @Test
  @Timeout(120)
  void boundsWhatAStoreMayCost() throws Exception {
    Pkcs12Builder costly =
        Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE).declaredMacIterations(10_000_001);
    assertTooCostly(costly.identity(client, true).bytes(PASSWORD), "10000001 iterations");
    assertTooCostly(
        Pkcs12Builder.declaring(1, 10_000_001), "10000001 iterations (at most 10000000)");
    assertTooCostly(Pkcs12Builder.declaring(3, 5_000_000), "in all its parts together");
    assertTooCostly(Pkcs12Builder.declaring(1000, 10_000_000), "in all its parts together");
  }

  @Test
  void boundsWhatAKeyOfAStoreMayCost() throws Exception {
    byte[] key = HostileFile.pbkdf2(BigInteger.valueOf(10_000_001), 32);
    byte[] bag =
        Der.encode(
            Der.SEQUENCE,
            PKCSObjectIdentifiers.pkcs8ShroudedKeyBag.getEncoded(),
            Der.encode(Der.CONTEXT_0, key));
    byte[] part =
        HostileFile.sequence(
                PKCSObjectIdentifiers.data,
                new DERTaggedObject(0, new DEROctetString(Der.encode(Der.SEQUENCE, bag))))
            .getEncoded();
    Path store = file(HostileFile.pkcs12(new DEROctetString(Der.encode(Der.SEQUENCE, part))));

    Problem problem = problemOf(() -> open(store, PASSWORD).keys().get(0).open());

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
    assertThat(problem.message()).contains("10000001 iterations (at most 10000000)");
  }

  @Test
  @Timeout(120)
  void boundsTheNumberOfKeys() throws Exception {
    Pkcs12Builder builder = Pkcs12Builder.of(Pkcs12Builder.Scheme.NONE).identity(client, true);
    for (int i = 0; i < 99; i++) {
      builder.keyOnly(other);
    }
    assertThat(open(file(builder.bytes(PASSWORD)), PASSWORD).keys()).hasSize(100);
    builder.keyOnly(other);
    assertTooCostly(builder.bytes(PASSWORD), "101 private keys (at most 100)");
  }

  private void assertTooCostly(byte[] store, String figure) throws Exception {
    Path file = file(store);
    for (Problem problem :
        List.of(
            problemOf(() -> identity(file, PASSWORD)), problemOf(() -> roots(file, PASSWORD)))) {
      assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
      assertThat(problem.message()).contains(figure);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  @Timeout(120)
  void neverFailsOtherwiseThanWithAProblemOnDamagedStores(String type) throws Exception {
    byte[] whole =
        StoreBuilder.of(type).key("app", client, PASSWORD).trusted("root", root).bytes(PASSWORD);
    Path file = folder.resolve("store.pem");
    int refused = 0;
    for (int i = 4; i < whole.length; i += 29) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) 0xFF;
      refused += refusals(file(damaged));
      refused += refusals(file(Arrays.copyOf(whole, i)));
    }
    assertThat(refused).isPositive();
    assertThat(file).exists();
  }

  private static int refusals(Path file) {
    int refused = 0;
    try {
      roots(file, PASSWORD);
    } catch (Exception e) {
      assertThat(e).isInstanceOf(ProblemException.class);
      refused++;
    }
    try {
      List<X509Certificate> chain = identity(file, PASSWORD).chain();
      assertThat(chain.get(0)).isEqualTo(client.certificate());
    } catch (Exception e) {
      assertThat(e).isInstanceOf(ProblemException.class);
      refused++;
    }
    return refused;
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 30})
  @Timeout(120)
  void allocatesNothingForDeclaredLengths(int declared) throws Exception {
    byte[] whole = StoreBuilder.of("JKS").trusted("root", root).bytes(PASSWORD);
    for (int at = 8; at < 60; at++) {
      ByteBuffer damaged = ByteBuffer.wrap(whole.clone()).putInt(at, declared);
      assertThat(problemOf(() -> roots(file(damaged.array()), PASSWORD)).failure())
          .isIn(TlsFailure.WRONG_CONTENT, TlsFailure.KEY_PASSWORD_WRONG);
    }
  }

  @Test
  void readsTheJvmsOwnStoreAsAFile() throws Exception {
    Path cacerts = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    assertThat(roots(cacerts, "").anchors()).hasSizeGreaterThan(10);
    assertThat(roots(cacerts, "changeit").anchors()).hasSameSizeAs(roots(cacerts, "").anchors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS"})
  void hasTheKeysOfAStoreOfTheJdkInTheOrderOfTheirNames(String type) throws Exception {
    StoreBuilder builder = StoreBuilder.of(type);
    for (String name : List.of("d", "b", "e", "a", "c")) {
      builder.key(name, client, PASSWORD);
    }

    List<KeyEntry> keys = open(file(builder.bytes(PASSWORD)), PASSWORD).keys();

    assertThat(keys).extracting(KeyEntry::name).containsExactly("a", "b", "c", "d", "e");
    assertThat(keys.get(0)).hasToString("\"a\" (CN=app)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS"})
  void asksForThePasswordOfAKeyOfTheJdk(String type) throws Exception {
    Path store = file(StoreBuilder.of(type).key("app", client, PASSWORD).bytes(PASSWORD));

    assertThat(open(store, "").certificates()).isEqualTo(client.chain());
    assertThat(problemOf(() -> open(store, "").keys().get(0).open()).failure())
        .isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
  }

  @Test
  void boundsWhatTheKeysOfAJceksMayCost() throws Exception {
    byte[] bytes =
        StoreBuilder.of("JCEKS")
            .key("first", client, PASSWORD)
            .key("second", other, PASSWORD)
            .bytes(PASSWORD);
    byte[] count = new ASN1Integer(200_000).getEncoded();
    for (int i = 0; i < bytes.length - count.length; i++) {
      if (Arrays.equals(bytes, i, i + count.length, count, 0, count.length)) {
        System.arraycopy(new ASN1Integer(0x7FFFFF).getEncoded(), 0, bytes, i, count.length);
      }
    }

    assertTooCostly(bytes, "more than 10000000 iterations in all its parts together");
  }
}
