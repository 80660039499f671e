package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.FileStamp;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.material.TrustMaterial;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a reading in vain, and what whoever reads gets of it. */
class LiveMaterialFailureTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path folder;
  private Path file = Path.of("unset");

  private final IllegalStateException defect = new IllegalStateException("a defect");
  private final LiveMaterial<TrustSet> live = new LiveMaterial<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Logger logger = Logger.getLogger("io.github.jdbctls");
  private final Warnings warnings = new Warnings();

  private static final class Warnings extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().equals(Level.WARNING)) {
        messages.add(entry.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void begin() throws Exception {
    file = Files.writeString(folder.resolve("file"), "old");
    logger.addHandler(warnings);
  }

  @AfterEach
  void end() {
    logger.removeHandler(warnings);
    threads.shutdownNow();
  }

  private LiveMaterial.Look<TrustSet> look(LiveMaterial.Reading<TrustSet> reading)
      throws ProblemException {
    return live.look(reading, LONG, LONG);
  }

  private TrustSet good() {
    List<Stamp> stamps = List.of(FileStamp.of(file));
    return new TrustSet(
        Optional.of(new TrustMaterial(List.of(), List.of(), Optional.empty(), "file", stamps)),
        Optional.empty());
  }

  private TrustSet torn() throws ProblemException {
    throw Problem.of(TlsFailure.FILE_EMPTY, "torn").withCause(defect).exception();
  }

  private TrustSet broken() {
    throw defect;
  }

  /** Reads once the test lets it. */
  private static LiveMaterial.Reading<TrustSet> slow(
      CountDownLatch begun, CountDownLatch mayEnd, LiveMaterial.Reading<TrustSet> then) {
    return () -> {
      begun.countDown();
      try {
        assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return then.read();
    };
  }

  /** What somebody sees who asks while another thread reads. */
  private Problem keptProblem() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Future<?> reader = threads.submit(() -> look(slow(begun, mayEnd, this::good)));
    begun.await();
    Optional<Problem> kept = look(this::good).problem();
    mayEnd.countDown();
    reader.get(30, TimeUnit.SECONDS);
    return kept.orElseThrow();
  }

  /** One reads before the others come, and one of them for the two of them. */
  private List<Throwable> firstReadingsInVain(LiveMaterial.Reading<TrustSet> reading)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<Future<Throwable>> all = new ArrayList<>();
    all.add(threads.submit(() -> catchThrowable(() -> look(slow(begun, mayEnd, reading)))));
    begun.await();
    for (int i = 0; i < 2; i++) {
      all.add(threads.submit(() -> catchThrowable(() -> look(reading))));
    }
    for (int i = 0; i < 600 && live.waiting() < 2; i++) {
      Thread.sleep(50);
    }
    mayEnd.countDown();
    List<Throwable> thrown = new ArrayList<>();
    for (Future<Throwable> one : all) {
      thrown.add(one.get(30, TimeUnit.SECONDS));
    }
    return thrown;
  }

  @Test
  void keepsNoCauseOfAChangeThatDoesNotRead() throws Exception {
    look(this::good);
    Files.writeString(file, "changed");

    Problem own = look(this::torn).problem().orElseThrow();
    Problem kept = keptProblem();

    assertThat(own.cause()).isSameAs(defect);
    assertThat(kept.cause()).isNull();
    assertThat(kept.message()).isEqualTo(own.message());
  }

  @Test
  void keepsNoCauseOfAFirstReadingInVain() throws Exception {
    List<Throwable> thrown = firstReadingsInVain(this::torn);

    assertThat(thrown)
        .allSatisfy(e -> assertThat(e).hasMessageContaining("torn"))
        .extracting(Throwable::getCause)
        .containsExactlyInAnyOrder(defect, defect, null);
  }

  @Test
  void notesAChangeWhoseReadingEndsWithAnError() throws Exception {
    look(this::good);
    Files.writeString(file, "changed");

    assertThatThrownBy(() -> look(this::broken)).isSameAs(defect);

    assertThat(warnings.messages)
        .singleElement()
        .asString()
        .contains("JTLS-599", "IllegalStateException");
    Problem kept = keptProblem();
    assertThat(kept.failure()).isEqualTo(TlsFailure.INTERNAL);
    assertThat(kept.found()).contains(IllegalStateException.class.getName());
    assertThat(kept.cause()).isNull();
  }

  @Test
  void notesASourceThatCannotBeLookedAt() throws Exception {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("zip"), Map.of("create", "true"))) {
      file = Files.writeString(zip.getPath("file"), "old");
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      look(this::good);
    }

    assertThatThrownBy(() -> look(this::good)).isInstanceOf(ClosedFileSystemException.class);

    assertThat(warnings.messages)
        .singleElement()
        .asString()
        .contains("JTLS-599", "ClosedFileSystemException");
  }

  @Test
  void sharesAFirstReadingThatEndsWithAnErrorAmongThoseWhoWait() throws Exception {
    List<Throwable> thrown = firstReadingsInVain(this::broken);

    assertThat(thrown).filteredOn(e -> e == defect).hasSize(2);
    assertThat(thrown)
        .filteredOn(ProblemException.class::isInstance)
        .singleElement()
        .satisfies(
            e ->
                assertThat(Objects.requireNonNull((ProblemException) e).problem().failure())
                    .isEqualTo(TlsFailure.INTERNAL));
  }

  @Test
  void readsOnAnInterruptedThreadIfNobodyElseReads() throws Exception {
    Thread.currentThread().interrupt();
    LiveMaterial.Look<TrustSet> look;
    boolean interrupted;
    try {
      look = look(this::good);
    } finally {
      interrupted = Thread.interrupted();
    }

    assertThat(look.problem()).isEmpty();
    assertThat(interrupted).isTrue();
  }
}
