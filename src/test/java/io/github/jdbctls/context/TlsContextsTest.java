package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.settings.RevocationSources;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
  @TempDir Path folder;

  private final TlsContexts contexts = new TlsContexts();
  private Path roots = Path.of("unset");

  @BeforeEach
  void writeRoots() throws Exception {
    roots = folder.resolve("roots.crt");
    TestCertificate.authority("root").selfSigned().writeChain(roots);
  }

  @Test
  void sharesAContextWhereverTheSettingsWereWritten() throws Exception {
    TlsContext first = contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));

    assertThat(contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.PROPERTIES))).isSameAs(first);
  }

  @Test
  void sharesNoContextBetweenModes() throws Exception {
    TlsContext full = contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));

    assertThat(contexts.get(settings(SslMode.VERIFY_CA, Origin.Kind.URL))).isNotSameAs(full);
  }

  @Test
  void readsTheSameFilesOnceForAllModes() throws Exception {
    TlsContext full = contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));
    TlsContext chain = contexts.get(settings(SslMode.VERIFY_CA, Origin.Kind.PROPERTIES));

    assertThat(made(chain).trust()).isSameAs(made(full).trust());

    TestCertificate.authority("another root").selfSigned().writeChain(roots);
    TlsContext changed = contexts.get(settings(SslMode.VERIFY_CA, Origin.Kind.PROPERTIES));

    assertThat(made(changed).trust().number()).isEqualTo(made(full).trust().number() + 1);
  }

  private static TlsContext.Made made(TlsContext context) {
    return Objects.requireNonNull(context.made());
  }

  @Test
  void readsAgainWhenAFileHasChanged() throws Exception {
    TlsContext first = contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));
    TestCertificate.authority("another root").selfSigned().writeChain(roots);

    TlsContext second = contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));

    assertThat(second).isNotSameAs(first);
    assertThat(contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL))).isSameAs(second);
  }

  @Test
  void failsAtOnceWithoutGraceWhenAFileThatWasReadIsGone() throws Exception {
    TlsSettings settings = withoutGrace(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));
    contexts.get(settings);
    Files.delete(roots);

    assertThatThrownBy(() -> contexts.get(settings))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(roots.toString());
  }

  private static TlsSettings withoutGrace(TlsSettings settings) {
    return TestSettings.with(settings, Duration.ZERO);
  }

  @Test
  void recoversWhenTheFileIsBack() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(roots, elsewhere);
    assertThatThrownBy(() -> contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL)))
        .isInstanceOf(ProblemException.class);
    Files.move(elsewhere, roots);

    assertThat(contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL))).isNotNull();
  }

  /** A rotated password is found beside the key that it opens. */
  @Test
  void readsAgainWhenAPasswordFileHasChanged() throws Exception {
    TestCertificate client =
        TestCertificate.leaf("app").issuedBy(TestCertificate.authority("root").selfSigned());
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = KeyFormat.PKCS8_AES.write(folder.resolve("app.key"), client, "first");
    Path password = TestCertificate.writePrivate(folder.resolve("password"), "first\n");
    TlsSettings settings =
        withoutGrace(withIdentity(chain, key, new PasswordSource.FirstLine(password)));
    TlsContext first = contexts.get(settings);
    assertThat(contexts.get(settings)).isSameAs(first);

    TestCertificate.writePrivate(password, "another\n");
    assertThatThrownBy(() -> contexts.get(settings)).hasMessageContaining("JTLS-207");

    KeyFormat.PKCS8_AES.write(key, client, "another");
    assertThat(contexts.get(settings)).as("the same key, so the same context").isSameAs(first);
  }

  private static Path trustStore(Path file, String password) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    return Files.write(file, StoreBuilder.of("PKCS12").trusted("root", root).bytes(password));
  }

  private TlsSettings withTrustStore(Path password, boolean enforcesPermissions) {
    return TestSettings.withRootPassword(
        settings(SslMode.VERIFY_FULL, Origin.Kind.PROPERTIES),
        new Setting<>(
            new PasswordSource.FirstLine(password),
            new Origin(Origin.Kind.PROPERTIES, "sslrootcertpassword")),
        enforcesPermissions);
  }

  @Test
  void readsAgainWhenThePasswordFileOfATrustStoreHasChanged() throws Exception {
    trustStore(roots, "first");
    Path password = TestCertificate.writePrivate(folder.resolve("password"), "first\n");
    TlsSettings settings = withoutGrace(withTrustStore(password, true));
    TlsContext first = contexts.get(settings);
    assertThat(contexts.get(settings)).isSameAs(first);

    TestCertificate.writePrivate(password, "another\n");
    assertThatThrownBy(() -> contexts.get(settings)).hasMessageContaining("JTLS-207");

    trustStore(roots, "another");
    assertThat(contexts.get(settings)).isNotSameAs(first);
  }

  @Test
  void warnsOfAnOpenPasswordFileOfATrustStoreWhereThatIsAllowed() throws Exception {
    trustStore(roots, "hush");
    Path password = TestCertificate.writePrivate(folder.resolve("password"), "hush\n");
    assertThat(contexts.get(withTrustStore(password, false)).warnings()).isEmpty();
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(contexts.get(withTrustStore(password, false)).warnings())
        .singleElement()
        .asString()
        .contains(password.toString(), "sslkeypermissions=warn", "\"sslrootcertpassword\"")
        .doesNotContain("hush");
    assertThatThrownBy(() -> contexts.get(withoutGrace(withTrustStore(password, true))))
        .hasMessageContaining("JTLS-205");
    assertThat(contexts.get(withTrustStore(password, false)).warnings()).hasSize(1);
  }

  @Test
  void sharesNoContextBetweenPasswords() throws Exception {
    TestCertificate client =
        TestCertificate.leaf("app").issuedBy(TestCertificate.authority("root").selfSigned());
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = KeyFormat.PKCS8_AES.write(folder.resolve("app.key"), client, "first");
    PasswordSource right = new PasswordSource.Given(Secret.of("first"));
    PasswordSource wrong = new PasswordSource.Given(Secret.of("second"));

    TlsContext first = contexts.get(withIdentity(chain, key, right));

    assertThat(contexts.get(withIdentity(chain, key, right))).isSameAs(first);
    assertThatThrownBy(() -> contexts.get(withIdentity(chain, key, wrong)))
        .hasMessageContaining("JTLS-207");
  }

  private TlsSettings withIdentity(Path chain, Path key, PasswordSource password) {
    Origin origin = new Origin(Origin.Kind.URL, "sslkey");
    return TestSettings.with(
        settings(SslMode.VERIFY_FULL, Origin.Kind.URL),
        new Setting<>(new Source.File(chain), origin),
        new Setting<>(new Source.File(key), origin),
        new Setting<>(password, origin));
  }

  @Test
  void readsTheSameListsOnceForAllModes() throws Exception {
    RevocationSources lists = writeList(issuer());
    TlsContext full = contexts.get(withLists(SslMode.VERIFY_FULL, lists));
    TlsContext chain = contexts.get(withLists(SslMode.VERIFY_CA, lists));

    assertThat(made(chain).trust()).isSameAs(made(full).trust());

    writeList(issuer());
    TlsContext changed = contexts.get(withLists(SslMode.VERIFY_CA, lists));

    assertThat(made(changed).trust().number()).isEqualTo(made(full).trust().number() + 1);
  }

  @Test
  void makesANewContextWhenAListHasChanged() throws Exception {
    TestCertificate issuer = issuer();
    RevocationSources lists = writeList(issuer);
    TlsSettings settings = withLists(SslMode.VERIFY_FULL, lists);
    TlsContext first = contexts.get(settings);
    assertThat(contexts.get(settings)).isSameAs(first);

    writeList(issuer);

    assertThat(contexts.get(settings)).isNotSameAs(first);
  }

  @Test
  void makesANewContextWhenAListComesIntoTheDirectory() throws Exception {
    TestCertificate issuer = issuer();
    Path directory = Files.createDirectory(folder.resolve("lists"));
    TestCrl.of(issuer).writePem(directory.resolve("one.crl"));
    TlsSettings settings =
        withLists(
            SslMode.VERIFY_FULL,
            new RevocationSources(
                Optional.empty(),
                Optional.of(new Setting<>(directory, new Origin(Origin.Kind.URL, "sslcrldir")))));
    TlsContext first = contexts.get(settings);
    assertThat(contexts.get(settings)).isSameAs(first);

    TestCrl.of(issuer).writePem(directory.resolve("two.crl"));

    assertThat(contexts.get(settings)).isNotSameAs(first);
  }

  @Test
  void sharesNoContextBetweenThoseWithAndWithoutLists() throws Exception {
    TlsContext without = contexts.get(withLists(SslMode.VERIFY_FULL, RevocationSources.NONE));
    TlsContext with = contexts.get(withLists(SslMode.VERIFY_FULL, writeList(issuer())));

    assertThat(with).isNotSameAs(without);
  }

  @Test
  void failsForAListThatIsMissingEvenWhereNoChainIsVerified() {
    Setting<Source> missing =
        new Setting<>(
            new Source.File(folder.resolve("none.crl")), new Origin(Origin.Kind.URL, "sslcrl"));
    TlsSettings settings =
        TestSettings.of(
            new Setting<>(SslMode.REQUIRE, new Origin(Origin.Kind.URL, "sslmode")),
            Optional.empty(),
            new RevocationSources(Optional.of(missing), Optional.empty()));

    assertThatThrownBy(() -> contexts.get(settings))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("none.crl");
  }

  private static TestCertificate issuer() {
    return TestCertificate.authority("root").selfSigned();
  }

  private RevocationSources writeList(TestCertificate issuer) throws Exception {
    Path file = TestCrl.of(issuer).writePem(folder.resolve("root.crl"));
    return new RevocationSources(
        Optional.of(new Setting<>(new Source.File(file), new Origin(Origin.Kind.URL, "sslcrl"))),
        Optional.empty());
  }

  private TlsSettings withLists(SslMode mode, RevocationSources lists) {
    TlsSettings settings = settings(mode, Origin.Kind.URL);
    return TestSettings.of(settings.mode(), settings.roots(), lists);
  }

  @Test
  void saysAWarningOnce() {
    assertThat(contexts.isNew("beware")).isTrue();
    assertThat(contexts.isNew("beware")).isFalse();
    assertThat(contexts.isNew("beware of that too")).isTrue();
  }

  @Test
  void remembersWhichDefaultFilesWereUsed() throws Exception {
    contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.URL));
    assertThat(contexts.hasUsed(roots)).isFalse();

    contexts.get(settings(SslMode.VERIFY_FULL, Origin.Kind.DEFAULT_FILE));
    assertThat(contexts.hasUsed(roots)).isTrue();
  }

  @Test
  void remembersTheDefaultRevocationList() throws Exception {
    Path list = folder.resolve("root.crl");
    TlsSettings read = settings(SslMode.VERIFY_FULL, Origin.Kind.URL);
    Setting<Source> source =
        new Setting<>(new Source.File(list), new Origin(Origin.Kind.DEFAULT_FILE, list.toString()));

    contexts.rememberDefaultFiles(
        TestSettings.with(read, new RevocationSources(Optional.of(source), Optional.empty())));

    assertThat(contexts.hasUsed(list)).isTrue();
    assertThat(contexts.hasUsed(roots)).isFalse();
  }

  @Test
  void refusesANamedVersionThatTheJvmHasDisabledThoughTheContextIsShared() throws Exception {
    Origin min = new Origin(Origin.Kind.URL, "ssl_min_protocol_version");
    ProtocolBounds unnamed = new ProtocolBounds(TlsVersion.TLS_1_0, TlsVersion.TLS_1_3);
    ProtocolBounds named =
        new ProtocolBounds(
            TlsVersion.TLS_1_0, TlsVersion.TLS_1_3, Optional.of(min), Optional.empty());
    TlsSettings settings = settings(SslMode.VERIFY_FULL, Origin.Kind.URL);

    assertThat(contexts.get(TestSettings.with(settings, unnamed))).isNotNull();
    assertThatThrownBy(() -> contexts.get(TestSettings.with(settings, named)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(min.describe(), "TLSv1", "jdk.tls.disabledAlgorithms");
  }

  @Test
  void sharesAContextBetweenBoundsThatAreNamedAndThatAreNot() throws Exception {
    Origin min = new Origin(Origin.Kind.URL, "ssl_min_protocol_version");
    TlsSettings settings = settings(SslMode.VERIFY_FULL, Origin.Kind.URL);
    ProtocolBounds named =
        new ProtocolBounds(
            TlsVersion.TLS_1_2, TlsVersion.TLS_1_3, Optional.of(min), Optional.empty());

    assertThat(contexts.get(TestSettings.with(settings, named))).isSameAs(contexts.get(settings));
  }

  private TlsSettings settings(SslMode mode, Origin.Kind kind) {
    Origin origin = new Origin(kind, "sslmode");
    return TestSettings.of(
        new Setting<>(mode, origin),
        Optional.of(new Setting<>(new Source.File(roots), new Origin(kind, "sslrootcert"))));
  }
}
