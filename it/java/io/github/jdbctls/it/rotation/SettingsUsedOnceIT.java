package io.github.jdbctls.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Settings that are used once each leave nothing behind: neither contexts nor the little that is
 * kept to find them by.
 *
 * <p>Each use names files of its own. Most of them end at a closed port, with a context of their
 * own made; some reach a server.
 */
class SettingsUsedOnceIT {
  /** After so many, all that is bounded has come to its bound. */
  private static final int WARM = 2_000;

  private static final int ALL = 10_000;

  private static final int REACH_A_SERVER = 50;
  private static final int HAVE_AN_IDENTITY = 10;
  private static final int ROUNDS = 4;
  private static final Duration SAID_WITHIN = Duration.ofSeconds(30);

  /** A leak of one object for a hundred settings is above it. */
  private static final int MOST_OBJECTS = 80;

  private static final int MOST_BYTES_EACH = 100;

  @TempDir private Path folder;

  private final Material material = new Material();
  private final TestCertificate root = material.newRoot();
  private final TestCertificate certificate = material.newServer(root);

  @BeforeAll
  static void checkEnvironment() {
    LibpqDefaults.assertAbsent();
  }

  /** Something to do with a folder that has not been used before. */
  private interface Use {
    void once(int number, String parameters) throws IOException, SQLException;
  }

  private LiveObjects use(int from, int to, Use use) throws Exception {
    Path files = folder.resolve("files");
    if (from == 0) {
      Volume.of(files, Material.trust(root));
      Volume.of(files, Material.identity(material.newClient()));
    }
    for (int number = from; number < to; number++) {
      Path own = Files.createSymbolicLink(folder.resolve("own" + number), files);
      use.once(number, parameters(number, own));
      Files.delete(own);
    }
    // What a collection has found to be gone is forgotten at the next use, once the JVM has said
    // it.
    for (int round = 0; round < ROUNDS; round++) {
      awaitCollection();
      use.once(0, Material.parameters(files, files));
    }
    return LiveObjects.count();
  }

  /**
   * A collection says what it has found to be gone in any order, but all of it before the next one
   * says anything.
   */
  private static void awaitCollection() throws InterruptedException {
    ReferenceQueue<Object> gone = new ReferenceQueue<>();
    Reference<Object> witness = new WeakReference<>(new Object(), gone);
    LiveObjects.count();
    assertThat(gone.remove(SAID_WITHIN.toMillis()) == witness).as("has been said").isTrue();
  }

  /** That a key belongs to its certificate is the most expensive thing to find out. */
  private static String parameters(int number, Path own) {
    return number % HAVE_AN_IDENTITY == 0
        ? Material.parameters(own, own)
        : "?sslrootcert=" + own.resolve(Material.ROOTS) + "&sslcrl=" + own.resolve(Material.LISTS);
  }

  private static void assertNothingLeft(LiveObjects warm, LiveObjects end) {
    assertThat(end.grownSince(warm, MOST_OBJECTS)).as("more objects of ours and of TLS").isEmpty();
    assertThat(end.bytes() - warm.bytes())
        .as("bytes more")
        .isLessThan((long) (ALL - WARM) * MOST_BYTES_EACH);
  }

  private static void refused(String url) {
    try (Connection connection = DriverManager.getConnection(url, "app", "secret")) {
      throw new AssertionError("connected: " + connection);
    } catch (SQLException e) {
      if (!saysThatItIsRefused(e)) {
        throw new AssertionError("not refused", e);
      }
    }
  }

  /** By hand: the text of a stack trace costs as much as a connect. */
  private static boolean saysThatItIsRefused(@Nullable Throwable failure) {
    return failure != null
        && (String.valueOf(failure.getMessage()).contains("refused")
            || saysThatItIsRefused(failure.getCause())
            || Stream.of(failure.getSuppressed()).anyMatch(s -> saysThatItIsRefused(s)));
  }

  @Test
  void leaveNothingWithPostgresql() throws Exception {
    int port = ClosedPort.find();
    try (SoakServer server = SoakPostgres.start(certificate, material.clientAuthority())) {
      Use use =
          (number, parameters) -> {
            if (number % REACH_A_SERVER == 0) {
              DriverManager.getConnection(server.url(parameters), "app", "secret").close();
            } else {
              refused("jdbc:tls:postgresql://localhost:" + port + "/postgres" + parameters);
            }
          };
      LiveObjects warm = use(0, WARM, use);
      LiveObjects end = use(WARM, ALL, use);

      assertNothingLeft(warm, end);
    }
  }

  @ParameterizedTest
  @CsvSource({"mysql, test", "mariadb, test", "redis, 0"})
  void leaveNothingWith(String kind, String database) throws Exception {
    int port = ClosedPort.find();
    Use use =
        (number, parameters) ->
            refused("jdbc:tls:" + kind + "://localhost:" + port + "/" + database + parameters);
    LiveObjects warm = use(0, WARM, use);
    LiveObjects end = use(WARM, ALL, use);

    assertNothingLeft(warm, end);
  }
}
