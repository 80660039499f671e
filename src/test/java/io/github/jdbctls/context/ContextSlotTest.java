package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsReload;
import io.github.jdbctls.TlsReloadListener;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotations of both sets, file by file, and what is told of them. */
class ContextSlotTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();

  @TempDir private Path folder;
  private Path roots = Path.of("unset");
  private Path chain = Path.of("unset");
  private Path key = Path.of("unset");

  private final TlsContexts contexts = new TlsContexts();
  private final List<TlsReload> told = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws Exception {
    roots = ROOT.writeChain(folder.resolve("root.crt"));
    chain = folder.resolve("app.crt");
    key = folder.resolve("app.key");
    write(client("first"));
    contexts.reloads().add(told::add);
  }

  private static TestCertificate client(String name) {
    return TestCertificate.leaf(name).issuedBy(ROOT);
  }

  private void write(TestCertificate client) throws Exception {
    client.writeChain(chain);
    client.writeKey(key);
  }

  private TlsSettings settings() {
    Origin origin = new Origin(Origin.Kind.URL, "sslcert");
    return TestSettings.with(
        TestSettings.of(
            new Setting<>(SslMode.VERIFY_FULL, origin),
            Optional.of(new Setting<>(new Source.File(roots), origin))),
        new Setting<>(new Source.File(chain), origin),
        new Setting<>(new Source.File(key), origin),
        new Setting<>(new PasswordSource.Given(Secret.of("unused")), origin));
  }

  private TlsContext opened() throws Exception {
    TlsContext context = contexts.get(settings());
    see(contexts.reloads(), context);
    return context;
  }

  private static TlsContext.Made made(TlsContext context) {
    return Objects.requireNonNull(context.made());
  }

  private static String leaf(TlsContext context) {
    return made(context)
        .identity()
        .material()
        .leaf()
        .orElseThrow()
        .getSubjectX500Principal()
        .getName();
  }

  @Test
  void usesNewRootsAtOnceThoughTheNewKeyIsHalfWritten() throws Exception {
    TlsContext before = opened();
    TestCertificate newRoot = TestCertificate.authority("new root").selfSigned();
    newRoot.writeChain(roots);
    TestCertificate.writePrivate(key, "-----BEGIN PRIVATE KEY-----\nMII");

    TlsContext after = opened();

    assertThat(made(after).trust().material().roots().orElseThrow().anchors())
        .containsExactly(newRoot.certificate());
    assertThat(made(after).identity()).isSameAs(made(before).identity());
  }

  @Test
  void keepsTheOldIdentityWhileCertificateAndKeyDoNotMatch() throws Exception {
    TlsContext before = opened();
    TestCertificate second = client("second");
    second.writeChain(chain);

    assertThat(opened()).isSameAs(before);

    second.writeKey(key);
    assertThat(leaf(opened())).isEqualTo("CN=second");
  }

  @Test
  void failsWithTheFilesErrorOnceTheGraceIsOver() throws Exception {
    opened();
    client("second").writeChain(chain);
    opened();

    assertThatThrownBy(() -> contexts.get(TestSettings.with(settings(), Duration.ofNanos(1))))
        .hasMessageContainingAll("app.key", "app.crt");
  }

  @Test
  void failsAtOnceWhereTheLastGoodCertificateHasExpired() throws Exception {
    TestCertificate expired =
        TestCertificate.leaf("expired")
            .valid(Instant.now().minusSeconds(7200), Instant.now().minusSeconds(3600))
            .issuedBy(ROOT);
    write(expired);
    opened();
    Files.delete(key);

    assertThatThrownBy(() -> contexts.get(settings())).hasMessageContaining("app.key");
  }

  /** JSSE keeps the sessions of a context in that context. */
  @Test
  void leavesTheTlsSessionsWithTheOldContext() throws Exception {
    TlsContext before = opened();
    write(client("second"));

    TlsContext after = opened();

    assertThat(after).isNotSameAs(before);
    assertThat(after.trustManager()).isNotSameAs(before.trustManager());
  }

  @Test
  void endsTheTlsSessionsWhenACertificateOfTheClientExpires() throws Exception {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(6);
    TestCertificate authority =
        TestCertificate.authority("brief").valid(end.minusSeconds(3600), end).issuedBy(ROOT);
    write(TestCertificate.leaf("app").issuedBy(authority));
    TlsContext before = opened();
    assertThat(made(before).until()).isEqualTo(end);

    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis() + 10));
    TlsContext after = opened();

    assertThat(after).isNotSameAs(before);
    assertThat(made(after).identity()).isSameAs(made(before).identity());
    assertThat(made(after).until()).isAfter(end);
    assertThat(opened()).isSameAs(after);
    assertThat(told).isEmpty();
  }

  /** By the server's clock it may not have expired, and sessions would be begun that outlive it. */
  @Test
  void continuesNoTlsSessionOnceTheClientsOwnCertificateHasExpired() throws Exception {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
    write(TestCertificate.leaf("app").valid(end.minusSeconds(60), end).issuedBy(ROOT));

    TlsContext first = opened();

    assertThat(opened()).isNotSameAs(first);
    assertThat(made(first).until()).isEqualTo(made(first).since());
  }

  @Test
  void continuesNoTlsSessionWhenTheClockWasSetBack() throws Exception {
    TlsContext.Made made = made(opened());

    assertThat(made.lasts(made.since())).isTrue();
    assertThat(made.lasts(made.until())).isTrue();
    assertThat(made.lasts(made.since().minusNanos(1))).isFalse();
  }

  @Test
  void tellsOfNewRootsBeforeAnyConnectionIsOpened() throws Exception {
    opened();
    TestCertificate.authority("new root").selfSigned().writeChain(roots);

    contexts.reloads().loaded(contexts.get(settings()));

    assertThat(told)
        .singleElement()
        .satisfies(
            reload -> {
              assertThat(reload.part()).isEqualTo(TlsReload.Part.TRUST);
              assertThat(reload.oldLeaf()).isEmpty();
              assertThat(reload.newLeaf()).isEmpty();
              assertThat(reload.reason()).isEqualTo(roots + " changed");
            });
  }

  @Test
  void tellsOfANewIdentityWhenAConnectionWasOpenedWithIt() throws Exception {
    TlsContext before = opened();
    write(client("second"));

    contexts.reloads().loaded(contexts.get(settings()));
    assertThat(told).isEmpty();

    TlsContext after = opened();
    opened();
    assertThat(told)
        .singleElement()
        .satisfies(
            reload -> {
              assertThat(reload.part()).isEqualTo(TlsReload.Part.IDENTITY);
              assertThat(reload.oldLeaf()).isEqualTo(made(before).identity().material().leaf());
              assertThat(reload.newLeaf()).isEqualTo(made(after).identity().material().leaf());
              assertThat(reload.reason()).contains("app.crt", "app.key");
            });
  }

  @Test
  void tellsNothingOfAnOlderContextThatIsProvenLater() throws Exception {
    TlsContext before = opened();
    write(client("second"));
    opened();
    told.clear();

    see(contexts.reloads(), before);

    assertThat(told).isEmpty();
  }

  @Test
  void goesOnAfterAListenerThatFails() throws Exception {
    contexts
        .reloads()
        .add(
            reload -> {
              throw new AssertionError("a defect of the application");
            });
    List<TlsReload> last = new ArrayList<>();
    contexts.reloads().add(last::add);
    opened();
    write(client("second"));

    opened();

    assertThat(last).hasSize(1);
  }

  private static void see(ReloadWatch watch, TlsContext context) {
    watch.loaded(context);
    watch.proven(context, () -> made(context).identity().material().leaf());
  }

  /** A server that does not ask for it says nothing of the new certificate. */
  @Test
  void tellsNothingOfAnIdentityThatWasNotSent() throws Exception {
    opened();
    write(client("second"));
    TlsContext after = contexts.get(settings());

    contexts.reloads().proven(after, Optional::empty);
    assertThat(told).isEmpty();

    see(contexts.reloads(), after);
    assertThat(told).hasSize(1);
  }

  @Test
  void tellsNobodyAfterItWasRemoved() throws Exception {
    ReloadWatch watch = new ReloadWatch();
    List<TlsReload> seen = new ArrayList<>();
    TlsReloadListener listener = seen::add;
    watch.add(listener);
    see(watch, opened());

    assertThat(watch.remove(listener)).isTrue();
    assertThat(watch.remove(listener)).isFalse();
    write(client("second"));
    see(watch, opened());

    assertThat(seen).isEmpty();
  }

  @Test
  void isKeptWhileItsContextIsInUse() throws Exception {
    TlsContext inUse = opened();
    for (int i = 0; i < 100; i++) {
      Path other = ROOT.writeChain(folder.resolve("root" + i + ".crt"));
      Origin origin = new Origin(Origin.Kind.URL, "sslrootcert");
      contexts.get(
          TestSettings.of(
              new Setting<>(SslMode.VERIFY_CA, origin),
              Optional.of(new Setting<>(new Source.File(other), origin))));
    }
    System.gc();

    assertThat(contexts.get(settings())).isSameAs(inUse);
  }
}
