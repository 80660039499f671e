package io.github.jdbctls.it.delegate;

import org.jspecify.annotations.Nullable;

/** What a stub has brought out of a connect for its test. Thread-safe. */
public final class Captured<T> {
  private volatile @Nullable T value;

  /** Keeps it, and returns it as it is. */
  public T set(T newValue) {
    value = newValue;
    return newValue;
  }

  /**
   * Returns what was kept last.
   *
   * @throws IllegalStateException if the stub did not come so far
   */
  public T get() {
    T kept = value;
    if (kept == null) {
      throw new IllegalStateException("The stub has brought out nothing");
    }
    return kept;
  }
}
