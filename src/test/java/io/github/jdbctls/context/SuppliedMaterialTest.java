package io.github.jdbctls.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsMaterialSource;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.MaterialSources;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One set that follows a source in memory, which does what a test tells it. */
class SuppliedMaterialTest {
  private static final String NAME = "source-of-the-live-test";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofNanos(1);

  private static final TlsMaterial OLD = roots("old");
  private static final TlsMaterial NEW = roots("new");

  private final LiveMaterial<TrustSet> live = new LiveMaterial<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile TlsMaterialSource source = () -> OLD;

  @AfterEach
  void end() {
    MaterialSources.shared().remove(NAME);
    threads.shutdownNow();
  }

  private static TlsMaterial roots(String name) {
    return TlsMaterial.ofCertificates(TestCertificate.authority(name).selfSigned().chain());
  }

  private static TlsSettings settings() {
    Origin origin = new Origin(Origin.Kind.URL, "sslrootcert");
    return TestSettings.of(
        new Setting<>(SslMode.VERIFY_CA, origin),
        Optional.of(new Setting<>(new Source.Supplied(NAME), origin)));
  }

  private LiveMaterial.Look<TrustSet> look(Duration grace, Duration patience)
      throws ProblemException {
    return live.look(() -> TrustSet.read(settings()), grace, patience);
  }

  private void supply() throws ProblemException {
    MaterialSources.shared().add(NAME, () -> source.get());
    look(LONG, LONG);
  }

  private static TlsFailure failure(Throwable thrown) {
    return ((ProblemException) thrown).problem().failure();
  }

  @Test
  void countsTheGraceFromBeforeTheSourcesAreAskedAgain() throws Exception {
    supply();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    source =
        () -> {
          // The first look at a change finds it; the one after that is with the lock.
          if (asked.incrementAndGet() == 2) {
            hangs.countDown();
            assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
          }
          return NEW;
        };
    Future<LiveMaterial.Look<TrustSet>> reader = threads.submit(() -> look(LONG, LONG));
    assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> look(OVER, OVER))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(failure(e)).isEqualTo(TlsFailure.TIMEOUT));

    mayEnd.countDown();
    assertThat(reader.get(30, TimeUnit.SECONDS).generation().number()).isEqualTo(2);
  }

  @Test
  void doesNotServeOnAfterALongLookInWhichTheGraceHasEnded() throws Exception {
    supply();
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch mayEndLooking = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayEndReading = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    source =
        () -> {
          switch (asked.incrementAndGet()) {
            case 1 -> pass(looking, mayEndLooking);
            case 3 -> pass(reading, mayEndReading);
            default -> {}
          }
          return NEW;
        };
    // Looks before there is a doubt, and goes on when another thread has had it for some time.
    Future<LiveMaterial.Look<TrustSet>> late = threads.submit(() -> look(OVER, OVER));
    assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();
    Future<LiveMaterial.Look<TrustSet>> reader = threads.submit(() -> look(LONG, LONG));
    assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();

    mayEndLooking.countDown();

    assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
        .cause()
        .satisfies(e -> assertThat(failure(e)).isEqualTo(TlsFailure.TIMEOUT));
    mayEndReading.countDown();
    assertThat(reader.get(30, TimeUnit.SECONDS).generation().number()).isEqualTo(2);
  }

  private static void pass(CountDownLatch reached, CountDownLatch mayPass)
      throws InterruptedException {
    reached.countDown();
    assertThat(mayPass.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** To see the change, to name it, to read it, and to see that it was one moment's. */
  @Test
  void asksTheSourceFourTimesForAChange() throws Exception {
    supply();
    AtomicInteger asked = new AtomicInteger();
    source =
        () -> {
          asked.incrementAndGet();
          return NEW;
        };

    assertThat(look(LONG, LONG).generation().number()).isEqualTo(2);
    assertThat(asked).hasValue(4);
  }

  @Test
  void namesTheSourceThatHandsOutSomethingElseEachTime() {
    AtomicInteger asked = new AtomicInteger();
    source = () -> TlsMaterial.of((asked.incrementAndGet() + "\n" + text(OLD)).getBytes(UTF_8));

    assertThatThrownBy(this::supply)
        .hasMessageContainingAll("supplied:" + NAME, "same object (or bytes)")
        .hasMessageNotContaining("files");
  }

  private static String text(TlsMaterial material) {
    return new String(material.content(), UTF_8);
  }

  @Test
  void refusesASourceThatConnectsWithWhatItSuppliesAtTheFirstReading() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    source = connecting(thrown, OLD);

    supply();

    assertRefused(thrown);
  }

  @Test
  void refusesASourceThatConnectsWithWhatItSuppliesLater() throws Exception {
    supply();
    List<Throwable> thrown = new ArrayList<>();
    source = connecting(thrown, OLD);

    assertThat(look(LONG, LONG).problem()).isEmpty();

    assertRefused(thrown);
    source = () -> NEW;
    assertThat(look(LONG, LONG).generation().number()).isEqualTo(2);
  }

  /** A few times only, so that without the refusal the test fails rather than the stack. */
  private TlsMaterialSource connecting(List<Throwable> thrown, TlsMaterial material) {
    AtomicInteger left = new AtomicInteger(3);
    return () -> {
      if (left.getAndDecrement() > 0) {
        try {
          look(LONG, LONG);
        } catch (ProblemException e) {
          thrown.add(e);
        }
      }
      return material;
    };
  }

  private static void assertRefused(List<Throwable> thrown) {
    assertThat(thrown)
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e).hasMessageContaining("connects with the very");
              assertThat(failure(e)).isEqualTo(TlsFailure.FILE_UNREADABLE);
            });
  }
}
