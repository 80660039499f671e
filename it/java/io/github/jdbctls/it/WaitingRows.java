package io.github.jdbctls.it;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Rows of a matrix of which each mostly waits for a limit of time: they are checked several at a
 * time, and each tells its own result. Thread-safe.
 *
 * <p>What they check must not depend on what the others do.
 *
 * @param <R> a row; no two are equal
 */
public final class WaitingRows<R> implements AutoCloseable {
  /** So few that what each of them has to do is done soon on two processors. */
  private static final int AT_ONCE = 8;

  /** What is done with one row. */
  @FunctionalInterface
  public interface Check<R> {
    /** Ends as the test of this row is to end. */
    void of(R row) throws Exception;
  }

  private final ExecutorService threads;
  private final Map<R, Future<?>> results;

  private WaitingRows(ExecutorService threads, Map<R, Future<?>> results) {
    this.threads = threads;
    this.results = results;
  }

  /** Begins to check all rows. */
  public static <R> WaitingRows<R> begin(Collection<R> rows, Check<R> check) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "waiting-row");
              thread.setDaemon(true);
              return thread;
            });
    Map<R, Future<?>> results = new LinkedHashMap<>();
    for (R row : rows) {
      Future<?> result =
          threads.submit(
              () -> {
                check.of(row);
                return true;
              });
      results.put(row, result);
    }
    threads.shutdown();
    return new WaitingRows<>(threads, results);
  }

  /** Tells whether this row is one of them. */
  public boolean has(R row) {
    return results.containsKey(row);
  }

  /** Waits for the check of this row, and ends as it has ended. */
  public void result(R row) throws Exception {
    Future<?> result = Objects.requireNonNull(results.get(row), () -> "not a row: " + row);
    try {
      result.get();
    } catch (ExecutionException e) {
      // An assertion's stack trace ends in the check, which is what a reader looks for.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    }
  }

  /** Ends the checks that nobody has waited for. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
