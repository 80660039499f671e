package io.github.jdbctls.context;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A class loader as part of a key that outlives it: equal as long as it is the same loader, and
 * equal to nothing but itself once that is gone. Thread-safe.
 */
final class LoaderIdentity {
  private final WeakReference<@Nullable ClassLoader> loader;
  private final boolean present;
  private final int hash;

  private LoaderIdentity(@Nullable ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
    this.present = loader != null;
    this.hash = System.identityHashCode(loader);
  }

  /** The context class loader of this thread, which may be none. */
  static LoaderIdentity ofThread() {
    return new LoaderIdentity(Thread.currentThread().getContextClassLoader());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof LoaderIdentity identity) || present != identity.present) {
      return false;
    }
    ClassLoader own = loader.get();
    return !present || (own != null && own == identity.loader.get());
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
