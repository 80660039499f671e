package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.MaterialSources;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connect waits for others that read. */
class ContextSlotPatienceTest {
  private static final String NAME = "source-of-the-patience-test";
  private static final Duration LONG = Duration.ofHours(1);

  /** Long enough to see somebody wait who should not. */
  private static final Duration SOME = Duration.ofSeconds(1);

  private static final TlsMaterial ROOTS =
      TlsMaterial.ofCertificates(TestCertificate.authority("root").selfSigned().chain());

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    MaterialSources.shared().remove(NAME);
    threads.shutdownNow();
  }

  private static TlsSettings settings() {
    Origin origin = new Origin(Origin.Kind.URL, "sslrootcert");
    return TestSettings.of(
        new Setting<>(SslMode.VERIFY_CA, origin),
        Optional.of(new Setting<>(new Source.Supplied(NAME), origin)));
  }

  @Test
  void hasOnePatienceForBothSets() throws Exception {
    LiveMaterial<IdentitySet> identity = new LiveMaterial<>();
    CountDownLatch mayEnd = new CountDownLatch(1);
    Future<?> other = readingUntil(mayEnd, identity);
    MaterialSources.shared()
        .add(
            NAME,
            () -> {
              Thread.sleep(SOME.plusMillis(10).toMillis());
              return ROOTS;
            });
    ContextSlot slot = new ContextSlot(new LiveMaterial<>(), identity);

    Future<TlsContext> context = threads.submit(() -> slot.get(settings(), SOME));

    boolean waited = false;
    while (!context.isDone()) {
      waited |= identity.waiting() > 0;
      Thread.sleep(10);
    }
    mayEnd.countDown();
    other.get(30, TimeUnit.SECONDS);
    assertThat(waited).isFalse();
    assertThatThrownBy(context::get)
        .cause()
        .satisfies(
            e ->
                assertThat(((ProblemException) e).problem().failure())
                    .isEqualTo(TlsFailure.TIMEOUT));
  }

  @Test
  void doesNotServeWithASetWhoseGraceEndedWhileItWaitedForTheOther() throws Exception {
    LiveMaterial<TrustSet> trust = new LiveMaterial<>();
    LiveMaterial<IdentitySet> identity = new LiveMaterial<>();
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean();
    MaterialSources.shared()
        .add(
            NAME,
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("broken");
              }
              return ROOTS;
            });
    trust.look(() -> TrustSet.read(settings()), LONG, LONG);
    broken.set(true);
    Future<?> other = readingUntil(mayEnd, identity);
    TlsSettings settings = TestSettings.with(settings(), SOME);

    Future<TlsContext> context =
        threads.submit(() -> new ContextSlot(trust, identity).get(settings, LONG));

    // From here on its look at the trust set is over, which was within the grace or not.
    while (identity.waiting() == 0 && !context.isDone()) {
      Thread.sleep(10);
    }
    Thread.sleep(SOME.plusMillis(10).toMillis());
    mayEnd.countDown();
    other.get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> context.get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(NAME);
  }

  /** Another thread reads the set, until it may end. */
  private Future<?> readingUntil(CountDownLatch mayEnd, LiveMaterial<IdentitySet> identity) {
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> reading =
        threads.submit(
            () ->
                identity.look(
                    () -> {
                      begun.countDown();
                      await(mayEnd);
                      return new IdentitySet(Optional.empty());
                    },
                    LONG,
                    LONG));
    await(begun);
    return reading;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
