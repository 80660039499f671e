package io.github.jdbctls.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  private final Supplier<Stream<R>> rows;
  private final Check<R> check;
  private @Nullable ExecutorService threads;
  private final Map<R, Future<?>> results = new LinkedHashMap<>();

  private WaitingRows(Supplier<Stream<R>> rows, Check<R> check) {
    this.rows = rows;
    this.check = check;
  }

  /** Of rows that are checked when the result of one is asked for. */
  public static <R> WaitingRows<R> of(Supplier<Stream<R>> rows, Check<R> check) {
    return new WaitingRows<>(rows, check);
  }

  /** Tells whether this row is one of those whose check has begun. */
  public synchronized boolean has(R row) {
    return results.containsKey(row);
  }

  private synchronized Future<?> checked(R row) {
    if (threads == null) {
      threads = begin();
    }
    return Objects.requireNonNull(results.get(row), () -> "not a row: " + row);
  }

  private ExecutorService begin() {
    ExecutorService begun =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "waiting-row");
              thread.setDaemon(true);
              return thread;
            });
    rows.get()
        .forEach(
            row -> {
              Future<?> result =
                  begun.submit(
                      () -> {
                        check.of(row);
                        return true;
                      });
              results.put(row, result);
            });
    begun.shutdown();
    return begun;
  }

  /** Waits for the check of this row, and ends as it has ended. */
  public void result(R row) throws Exception {
    try {
      checked(row).get();
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
  public synchronized void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
