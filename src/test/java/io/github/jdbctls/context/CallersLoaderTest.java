package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.RevocationSources;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallersLoaderTest {
  private static final Origin ORIGIN = new Origin(Origin.Kind.PROPERTIES, "sslrootcert");
  private static final Source RESOURCE = new Source.Resource("root.crt");
  private static final Source FILE = new Source.File(Path.of("/root.crt"));

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreTheContextLoader() {
    inContextOf(before);
  }

  private static void inContextOf(@Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
  }

  private static <T> Setting<T> setting(T value) {
    return new Setting<>(value, ORIGIN);
  }

  private static TlsSettings settings(Source roots) {
    return TestSettings.of(setting(SslMode.VERIFY_FULL), Optional.of(setting(roots)));
  }

  private static TlsSettings settings(Source certificate, Source key, PasswordSource password) {
    return TestSettings.with(settings(FILE), setting(certificate), setting(key), setting(password));
  }

  static Stream<TlsSettings> ofTheClassPath() {
    PasswordSource callback = new PasswordSource.Callback("com.example.Callback");
    PasswordSource variable = new PasswordSource.Variable("PASSWORD");
    return Stream.of(
        settings(RESOURCE),
        settings(RESOURCE, FILE, variable),
        settings(FILE, RESOURCE, variable),
        settings(FILE, FILE, callback),
        TestSettings.withRootPassword(settings(FILE), setting(callback), true),
        TestSettings.with(
            settings(FILE),
            new RevocationSources(Optional.of(setting(RESOURCE)), Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("ofTheClassPath")
  void isThereForAnotherThreadWhereItMatters(TlsSettings settings) throws Exception {
    CallersLoader loader = CallersLoader.of(settings);
    for (ClassLoader of : new ClassLoader[] {null, new URLClassLoader(new URL[0], before)}) {
      inContextOf(of);

      assertThat(loader.call(() -> Optional.ofNullable(current()))).containsSame(before);
      assertThatThrownBy(
              () ->
                  loader.call(
                      () -> {
                        throw problem().exception();
                      }))
          .isInstanceOf(ProblemException.class);
      assertThat(current()).isSameAs(of);
    }
  }

  private static Problem problem() {
    return Problem.of(TlsFailure.INTERNAL, "on purpose");
  }

  private static @Nullable ClassLoader current() {
    return Thread.currentThread().getContextClassLoader();
  }

  @Test
  void isNobodysWhereThereWasNone() throws Exception {
    inContextOf(null);
    CallersLoader loader = CallersLoader.of(settings(RESOURCE));
    inContextOf(before);

    assertThat(loader.call(() -> Optional.ofNullable(current()))).isEmpty();
  }

  @Test
  void leavesTheThreadAloneWhereItDoesNotMatter() throws Exception {
    CallersLoader loader =
        CallersLoader.of(settings(FILE, FILE, new PasswordSource.Variable("PASSWORD")));
    inContextOf(null);

    assertThat(loader.call(() -> Optional.ofNullable(current()))).isEmpty();
  }

  /** Not those of our own loader, by the same name. */
  @Test
  @Timeout(60)
  void hasNoResourcesOnceItIsGone() throws Exception {
    CallersLoader loader = ofAnApplicationThatIsUnloaded();
    inContextOf(null);
    Optional<ProblemException> gone = Optional.empty();
    while (gone.isEmpty()) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
      gone = failure(loader);
    }

    assertThat(gone.get().problem().failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(gone.get().problem().found()).contains("class loader", "gone");
  }

  private CallersLoader ofAnApplicationThatIsUnloaded() throws Exception {
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      inContextOf(application);
      return CallersLoader.of(settings(RESOURCE));
    }
  }

  private static Optional<ProblemException> failure(CallersLoader loader) {
    try {
      loader.call(() -> true);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e);
    }
  }

  /** As the timer of a driver asks for it. */
  @Test
  void findsTheContextOfTheConnectionOnAThreadWithoutALoader() throws Exception {
    Path file = folder.resolve("root.crt");
    TestCertificate.authority("root").selfSigned().writeChain(file);
    TlsContexts contexts = new TlsContexts();
    TlsSettings settings = settings(RESOURCE);
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      inContextOf(application);
      TlsContext first = contexts.get(settings);
      CallersLoader loader = CallersLoader.of(settings);
      inContextOf(null);

      assertThatThrownBy(() -> contexts.get(settings)).hasMessageContaining("JTLS-201");
      assertThat(loader.call(() -> contexts.get(settings))).isSameAs(first);

      TestCertificate.authority("another root").selfSigned().writeChain(file);
      assertThat(loader.call(() -> contexts.get(settings))).isNotSameAs(first);
      Files.delete(file);
      TlsSettings strict = TestSettings.with(settings, Duration.ZERO);
      assertThatThrownBy(() -> loader.call(() -> contexts.get(strict)))
          .hasMessageContaining("JTLS-201");
    }
  }
}
