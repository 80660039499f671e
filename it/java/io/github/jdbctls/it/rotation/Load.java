package io.github.jdbctls.it.rotation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Two pools under load from sixteen threads, which give up each connection after one use; and some
 * threads without a pool, since a pool connects with one thread and waits after a failure.
 */
final class Load implements AutoCloseable {
  private static final int THREADS_OF_POOL = 8;
  private static final int THREADS_WITHOUT_POOL = 2;
  private static final int CONNECTIONS = 4;
  private static final long WAIT = 250;
  private static final long PAUSE = 2_000_000L;

  /** Uses a connection once. */
  private interface Use {
    void once() throws SQLException;
  }

  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private final Timeline timeline;

  private Load(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Prepares the pools, with a data source for each kind of client. */
  static Load ofPools(Timeline timeline, Function<Patience, Probe> probes) {
    Load load = new Load(timeline);
    for (Patience patience : Patience.values()) {
      Probe probe = probes.apply(patience);
      load.addPool(probe);
      load.addThreads(THREADS_WITHOUT_POOL, probe);
    }
    return load;
  }

  /** Prepares connects without a pool, with so many threads for each kind of client. */
  static Load ofThreads(int each, Timeline timeline, Function<Patience, Probe> probes) {
    Load load = new Load(timeline);
    for (Patience patience : Patience.values()) {
      load.addThreads(each, probes.apply(patience));
    }
    return load;
  }

  private void addPool(Probe probe) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(probe);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(WAIT);
    config.setValidationTimeout(WAIT);
    config.setInitializationFailTimeout(-1);
    config.setPoolName(probe.patience().name());
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    for (int i = 0; i < THREADS_OF_POOL; i++) {
      add(
          () -> {
            try (Connection connection = pool.getConnection()) {
              pool.evictConnection(connection);
            }
          });
    }
  }

  private void addThreads(int number, Probe probe) {
    for (int i = 0; i < number; i++) {
      add(() -> probe.getConnection().close());
    }
  }

  private void add(Use use) {
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                try {
                  use.once();
                } catch (SQLException e) {
                  // The probe has it; a pool only says that it has no connection.
                  LockSupport.parkNanos(PAUSE);
                }
              }
            },
            "load " + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** As an application whose material has changed: no pooled connection is handed out again. */
  void evict() {
    pools.forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      pools.forEach(HikariDataSource::close);
      // A pool does not wait for the connect that it is about.
      timeline.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
