package io.github.jdbctls.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.it.postgres.Libpq;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * libpq itself as the oracle: what it refuses is refused, and every other difference is explained.
 *
 * <p>{@code -Dit.differential.count=20000} makes the run longer, {@code -Dit.differential.seed=7}
 * or {@code =random} takes other configurations, {@code -Dit.differential.index=123} runs that one
 * alone. Files of configurations that fail are kept in {@code target/differential}.
 */
class DifferentialIT {
  private static final String COUNT = "it.differential.count";
  private static final String SEED = "it.differential.seed";
  private static final String INDEX = "it.differential.index";
  private static final int DEFAULT_COUNT = 2000;
  private static final int LEAST_PERCENT = 15;
  private static final int MOST_PERCENT_SKIPPED = 5;

  @Test
  void isNeverLaxerThanLibpqAndStricterOnlyOnPurpose() throws Exception {
    LibpqDefaults.assertAbsent();
    long seed = seed();
    int count = Integer.getInteger(COUNT, DEFAULT_COUNT);
    Path folder = Path.of("target/differential").toAbsolutePath();
    Folders.delete(folder);
    Files.createDirectories(folder);
    Path home = Files.createDirectories(folder.resolve("home"));
    System.out.println("differential test: -D" + SEED + "=" + seed + " -D" + COUNT + "=" + count);
    int skipsAllowed = 1 + count / DifferentialRun.CLIENTS * MOST_PERCENT_SKIPPED / 100;
    Report report = new Report();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (DifferentialServer server = DifferentialServer.start()) {
      Libpq libpq = Libpq.find(home);
      Oracles oracles = new Oracles(Psql.debian(libpq), Psql.newest(libpq));
      DifferentialRun run = new DifferentialRun(seed, folder, server, oracles, workers);
      int only = Integer.getInteger(INDEX, -1);
      if (only >= 0) {
        run.client(only, report);
      } else {
        for (int number = 0;
            report.configurations() < count && report.skippedServers() <= skipsAllowed;
            number++) {
          run.server(number, report);
        }
      }
    } finally {
      workers.shutdown();
    }
    Files.writeString(folder.resolve("report.txt"), report.text());
    System.out.println(report.text());
    Path failures = Files.writeString(folder.resolve("failures.txt"), report.failures());
    assertThat(report.failureCount()).as("differences, described in %s", failures).isZero();
    assertThat(report.comparisons()).as("comparisons").isPositive();
    if (Integer.getInteger(INDEX) == null) {
      assertThat(report.skippedServers())
          .as("servers that PostgreSQL's TLS library does not take")
          .isLessThanOrEqualTo(skipsAllowed);
      assertThat(report.percentOfLibpq(Outcome.TLS)).isGreaterThanOrEqualTo(LEAST_PERCENT);
      assertThat(report.percentOfLibpq(Outcome.REFUSED)).isGreaterThanOrEqualTo(LEAST_PERCENT);
      if (count >= DEFAULT_COUNT) {
        assertThat(report.notCovered()).as("values that were never drawn").isEmpty();
      }
    }
  }

  private static long seed() {
    String seed = System.getProperty(SEED, "20261122");
    return seed.equals("random") ? new SplittableRandom().nextLong() : Long.parseLong(seed);
  }
}
