package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Many threads which ask for the same context at once, as a pool does when it starts. */
class SharedContextTest {
  private static final int THREADS = 16;

  private final TlsContexts contexts = new TlsContexts();

  private static TlsSettings settings(Path roots) {
    Origin origin = new Origin(Origin.Kind.URL, "sslrootcert");
    return TestSettings.of(
        new Setting<>(SslMode.VERIFY_FULL, origin),
        Optional.of(new Setting<>(new Source.File(roots), origin)));
  }

  /** What all threads get, told apart by identity. */
  private Set<TlsContext> askedForAtOnce(Path roots) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Future<TlsContext>> asked = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        asked.add(
            threads.submit(
                () -> {
                  barrier.await(20, TimeUnit.SECONDS);
                  return contexts.get(settings(roots));
                }));
      }
      Set<TlsContext> got = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Future<TlsContext> context : asked) {
        got.add(context.get(20, TimeUnit.SECONDS));
      }
      return got;
    } finally {
      threads.shutdownNow();
    }
  }

  @RepeatedTest(10)
  void isLoadedOnce(@TempDir Path folder) throws Exception {
    Path roots =
        TestCertificate.authority("root").selfSigned().writeChain(folder.resolve("root.crt"));

    Set<TlsContext> first = askedForAtOnce(roots);

    assertThat(first).hasSize(1);

    TestCertificate.authority("another root").selfSigned().writeChain(roots);
    Set<TlsContext> second = askedForAtOnce(roots);

    // Who comes while one thread reads goes on with what there is.
    second.removeAll(first);
    assertThat(second).hasSize(1);
    assertThat(askedForAtOnce(roots)).isEqualTo(second);
  }
}
