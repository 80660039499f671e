package io.github.jdbctls.context;

import io.github.jdbctls.failure.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values that are made once for each key, and again when they have become stale; the most recently
 * used are kept.
 *
 * <p>Threads with the same key wait for one making; others do not. A value that cannot be made
 * again is gone. Thread-safe.
 */
final class FreshValues<K, V> {
  /** Makes a value. */
  interface Maker<V> {
    V make() throws ProblemException;
  }

  private final class Slot {
    private @Nullable V value;

    synchronized V get(Maker<V> maker) throws ProblemException {
      V current = value;
      if (current == null || isStale.test(current)) {
        value = null;
        current = maker.make();
        value = current;
      }
      return current;
    }
  }

  private final Predicate<V> isStale;
  private final Map<K, Slot> slots;

  FreshValues(int kept, Predicate<V> isStale) {
    this.isStale = isStale;
    this.slots = latest(kept);
  }

  V get(K key, Maker<V> maker) throws ProblemException {
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, k -> new Slot());
    }
    return slot.get(maker);
  }

  void clear() {
    synchronized (slots) {
      slots.clear();
    }
  }

  /** A map which keeps so many of its most recently used entries. */
  static <K, V> Map<K, V> latest(int kept) {
    return new LinkedHashMap<>(kept, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > kept;
      }
    };
  }
}
