package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.FileStamp;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One set over time, with readers that do what a test tells them. */
class LiveMaterialTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration OVER = Duration.ofNanos(1);
  private static final TestCertificate OLD = TestCertificate.authority("old").selfSigned();
  private static final TestCertificate NEW = TestCertificate.authority("new").selfSigned();

  @TempDir private Path folder;
  private Path file = Path.of("unset");

  private final LiveMaterial<IdentitySet> live = new LiveMaterial<>();
  private final AtomicInteger readings = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void writeFile() throws Exception {
    file = Files.writeString(folder.resolve("file"), "old");
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private LiveMaterial.Look<IdentitySet> look(
      LiveMaterial.Reading<IdentitySet> reading, Duration grace) throws ProblemException {
    return live.look(reading, grace, LONG);
  }

  /** Reads the file's stamp, then says that this is in it. */
  private LiveMaterial.Reading<IdentitySet> reading(TestCertificate content) {
    return () -> {
      readings.incrementAndGet();
      Stamp stamp = FileStamp.of(file);
      return new IdentitySet(
          Optional.of(new Identity(content.chain(), content.key(), List.of(stamp))));
    };
  }

  private LiveMaterial.Reading<IdentitySet> failing(String found) {
    return () -> {
      readings.incrementAndGet();
      throw Problem.of(TlsFailure.FILE_UNREADABLE, found).exception();
    };
  }

  private void change() {
    try {
      Files.writeString(file, "longer and longer " + Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the file is so old that its stamp tells every further change. */
  private void settle() throws Exception {
    FileStamp stamp = FileStamp.of(file);
    while (stamp.isYoung(Instant.now())) {
      Thread.sleep(50);
    }
  }

  @Test
  void readsNothingAsLongAsNothingHasChanged() throws Exception {
    settle();
    LiveMaterial.Look<IdentitySet> first = look(reading(OLD), LONG);

    assertThat(look(reading(NEW), LONG)).isEqualTo(first);
    assertThat(readings).hasValue(1);
  }

  @Test
  void readsAgainWhatWasYoungWhenItWasRead() throws Exception {
    look(reading(OLD), LONG);

    LiveMaterial.Look<IdentitySet> second = look(reading(NEW), LONG);

    assertThat(readings).hasValue(2);
    assertThat(second.generation().material().leaf()).contains(NEW.certificate());
  }

  @Test
  void keepsTheGenerationOfWhatIsReadToBeTheSame() throws Exception {
    LiveMaterial.Look<IdentitySet> first = look(reading(OLD), LONG);
    change();

    assertThat(look(reading(OLD), LONG).generation()).isSameAs(first.generation());
  }

  @Test
  void hasANewGenerationOfWhatHasChanged() throws Exception {
    LiveMaterial.Look<IdentitySet> first = look(reading(OLD), LONG);
    change();

    LiveMaterial.Look<IdentitySet> second = look(reading(NEW), LONG);

    assertThat(second.generation().number()).isEqualTo(first.generation().number() + 1);
    assertThat(second.generation().cause()).isEqualTo(file + " changed");
    assertThat(live.newest()).isSameAs(second.generation());
  }

  @Test
  void throwsTheProblemOfAFirstReading() throws Exception {
    assertThatThrownBy(() -> look(failing("torn"), LONG))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("torn");

    assertThat(look(reading(OLD), LONG).problem()).isEmpty();
  }

  @Test
  void keepsTheLastGoodGenerationForTheGraceOfWhoAsks() throws Exception {
    LiveMaterial.Look<IdentitySet> good = look(reading(OLD), LONG);
    change();

    LiveMaterial.Look<IdentitySet> patient = look(failing("torn"), LONG);
    LiveMaterial.Look<IdentitySet> strict = look(failing("torn"), OVER);

    assertThat(patient.generation()).isSameAs(good.generation());
    assertThat(patient.problem().orElseThrow().found()).isEqualTo("torn");
    assertThat(patient.isWithinGrace()).isTrue();
    assertThat(strict.isWithinGrace()).isFalse();
  }

  @Test
  void readsWhatDidNotReadAtEachLookAndTellsTheLatestProblem() throws Exception {
    look(reading(OLD), LONG);
    change();
    look(failing("torn"), LONG);

    assertThat(look(failing("gone"), LONG).problem().orElseThrow().found()).isEqualTo("gone");
    assertThat(look(reading(NEW), LONG).problem()).isEmpty();
    assertThat(live.newest().material().leaf()).contains(NEW.certificate());
  }

  @Test
  void beginsTheGraceAnewOnceAChangeHasReadWell() throws Exception {
    look(reading(OLD), LONG);
    change();
    look(failing("torn"), LONG);
    look(reading(NEW), LONG);
    change();

    LiveMaterial.Look<IdentitySet> again = look(failing("torn again"), LONG);

    assertThat(again.isWithinGrace()).isTrue();
    assertThat(again.generation().material().leaf()).contains(NEW.certificate());
  }

  /** A reading that goes on until the test lets it. */
  private static final class Slow implements LiveMaterial.Reading<IdentitySet> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final LiveMaterial.Reading<IdentitySet> then;

    Slow(LiveMaterial.Reading<IdentitySet> then) {
      this.then = then;
    }

    @Override
    public IdentitySet read() throws ProblemException {
      begun.countDown();
      try {
        assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return then.read();
    }
  }

  @Test
  void letsOthersGoOnWithTheLastGoodGenerationWhileOneReads() throws Exception {
    LiveMaterial.Look<IdentitySet> good = look(reading(OLD), LONG);
    change();
    Slow slow = new Slow(reading(NEW));
    Future<LiveMaterial.Look<IdentitySet>> reader = threads.submit(() -> look(slow, LONG));
    slow.begun.await();

    assertThat(look(failing("not to be asked"), LONG).generation()).isSameAs(good.generation());

    slow.mayEnd.countDown();
    assertThat(reader.get(30, TimeUnit.SECONDS).generation().number()).isEqualTo(2);
    assertThat(live.newest().number()).isEqualTo(2);
  }

  @Test
  void letsWhoHasNoGraceWaitForTheOneWhoReads() throws Exception {
    look(reading(OLD), LONG);
    change();
    Slow slow = new Slow(reading(NEW));
    Future<LiveMaterial.Look<IdentitySet>> reader = threads.submit(() -> look(slow, LONG));
    slow.begun.await();
    Future<LiveMaterial.Look<IdentitySet>> waiting =
        threads.submit(() -> look(reading(NEW), Duration.ZERO));

    assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    slow.mayEnd.countDown();
    assertThat(waiting.get(30, TimeUnit.SECONDS).generation().number()).isEqualTo(2);
    assertThat(reader.get(30, TimeUnit.SECONDS).problem()).isEmpty();
  }

  /** Roots of one rotation and lists of the next would be neither the old nor the new set. */
  @Test
  void readsAgainWhatHasChangedWhileItWasRead() throws Exception {
    AtomicInteger left = new AtomicInteger(2);

    LiveMaterial.Look<IdentitySet> look =
        look(
            () -> {
              IdentitySet read = reading(left.get() == 0 ? NEW : OLD).read();
              if (left.getAndDecrement() > 0) {
                change();
              }
              return read;
            },
            LONG);

    assertThat(look.generation().material().leaf()).contains(NEW.certificate());
    assertThat(readings).hasValue(3);
  }

  @Test
  void givesUpOnWhatChangesAgainAndAgain() {
    assertThatThrownBy(
            () ->
                look(
                    () -> {
                      IdentitySet read = reading(OLD).read();
                      change();
                      return read;
                    },
                    LONG))
        .hasMessageContaining("change again and again");
  }

  /** One reading that began before they came, and, as the file is young, one after that. */
  @Test
  void letsThoseWhoWaitReadOnceForAllOfThem() throws Exception {
    Slow slow = new Slow(reading(OLD));
    List<Future<LiveMaterial.Look<IdentitySet>>> all = new ArrayList<>();
    all.add(threads.submit(() -> look(slow, LONG)));
    slow.begun.await();
    for (int i = 0; i < 8; i++) {
      all.add(threads.submit(() -> look(reading(OLD), LONG)));
    }
    awaitWaiting(8);

    slow.mayEnd.countDown();

    for (Future<LiveMaterial.Look<IdentitySet>> one : all) {
      assertThat(one.get(30, TimeUnit.SECONDS).problem()).isEmpty();
    }
    assertThat(readings).hasValue(2);
  }

  @Test
  void letsThoseWhoWaitFailOnceForAllOfThem() throws Exception {
    Slow slow = new Slow(failing("torn"));
    List<Future<LiveMaterial.Look<IdentitySet>>> all = new ArrayList<>();
    all.add(threads.submit(() -> look(slow, LONG)));
    slow.begun.await();
    for (int i = 0; i < 8; i++) {
      all.add(threads.submit(() -> look(failing("torn"), LONG)));
    }
    awaitWaiting(8);

    slow.mayEnd.countDown();

    for (Future<LiveMaterial.Look<IdentitySet>> one : all) {
      assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS)).hasMessageContaining("torn");
    }
    assertThat(readings).hasValue(2);
    assertThat(look(reading(OLD), LONG).problem()).isEmpty();
  }

  private void awaitWaiting(int count) throws InterruptedException {
    for (int i = 0; i < 600 && live.waiting() < count; i++) {
      Thread.sleep(50);
    }
    assertThat(live.waiting()).isEqualTo(count);
  }

  @Test
  void waitsNoLongerThanTheAskerCan() throws Exception {
    Slow slow = new Slow(reading(OLD));
    Future<LiveMaterial.Look<IdentitySet>> reader = threads.submit(() -> look(slow, LONG));
    slow.begun.await();

    assertThatThrownBy(() -> live.look(reading(OLD), LONG, OVER))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.TIMEOUT));

    slow.mayEnd.countDown();
    assertThat(reader.get(30, TimeUnit.SECONDS).problem()).isEmpty();
  }

  @Test
  void namesAFewOfManyFilesThatHaveChanged() {
    List<Stamp> stamps = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stamps.add(new FileStamp(folder.resolve("gone" + i), true, 1, null, null, null));
    }

    assertThat(ReloadCause.of(stamps)).contains("gone0", "gone2").endsWith(" and 2 more changed");
  }

  @Test
  void goesOnAfterAReadingThatEndsWithAnError() throws Exception {
    look(reading(OLD), LONG);
    change();
    assertThatThrownBy(
            () ->
                look(
                    () -> {
                      throw new IllegalStateException("a defect");
                    },
                    LONG))
        .isInstanceOf(IllegalStateException.class);

    assertThat(look(reading(NEW), LONG).generation().number()).isEqualTo(2);
  }

  @Test
  void neverGoesBackToAnOlderGeneration() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    AtomicInteger number = new AtomicInteger();
    look(reading(OLD), LONG);
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () -> {
                long last = 0;
                for (int j = 0; j < 200; j++) {
                  TestCertificate content = number.incrementAndGet() % 2 == 0 ? OLD : NEW;
                  long seen = look(reading(content), LONG).generation().number();
                  assertThat(seen).isGreaterThanOrEqualTo(last);
                  last = seen;
                }
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get(30, TimeUnit.SECONDS);
    }
    assertThat(live.newest().number()).isGreaterThan(1);
  }
}
