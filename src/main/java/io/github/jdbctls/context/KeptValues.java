package io.github.jdbctls.context;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values by their keys: those that somebody holds, and beyond them the most recently used.
 * Thread-safe.
 */
final class KeptValues<K, V> {
  private static final class Held<K, V> extends WeakReference<V> {
    private final K key;

    Held(K key, V value, ReferenceQueue<V> gone) {
      super(value, gone);
      this.key = key;
    }
  }

  private final Map<K, V> recent;
  private final Map<K, Held<K, V>> held = new HashMap<>();
  private final ReferenceQueue<V> gone = new ReferenceQueue<>();

  KeptValues(int kept) {
    this.recent = latest(kept);
  }

  /** Returns the value of the key; made, in no time, if there is none. */
  synchronized V get(K key, Supplier<V> made) {
    forgetGone();
    V value = recent.get(key);
    if (value == null) {
      Held<K, V> reference = held.get(key);
      value = reference == null ? null : reference.get();
      if (value == null) {
        value = made.get();
        held.put(key, new Held<>(key, value, gone));
      }
      recent.put(key, value);
    }
    return value;
  }

  /** Returns the very key that an equal one was first used as, which compares in no time. */
  synchronized K known(K key) {
    Held<K, V> reference = held.get(key);
    return reference == null ? key : reference.key;
  }

  /**
   * Forgets the keys of values that a collection has taken, as each {@link #get} does: for who may
   * not come to that for long.
   */
  void forgetGone() {
    for (Reference<? extends V> next = gone.poll(); next != null; next = gone.poll()) {
      Held<?, ?> reference = (Held<?, ?>) next;
      synchronized (this) {
        held.remove(reference.key, reference);
      }
    }
  }

  /** Forgets all of them. */
  synchronized void clear() {
    recent.clear();
    held.clear();
  }

  /** How many there are, for tests. */
  synchronized int size() {
    forgetGone();
    return keys();
  }

  /** How many keys there are, of values that are gone too, for tests. */
  synchronized int keys() {
    return held.size();
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
