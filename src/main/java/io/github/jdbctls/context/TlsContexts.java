package io.github.jdbctls.context;

import io.github.jdbctls.context.ContextLoader.Loaded;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.TlsSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of this JVM: one for each distinct set of sources and mode, shared by all pools and
 * threads.
 *
 * <p>Before a context is given out the files behind it are looked at; only when one has changed is
 * everything read again. Threads with the same settings wait for one load; others do not. The
 * {@value #KEPT} most recently used are kept. Thread-safe.
 */
public final class TlsContexts {
  private static final int KEPT = 64;
  private static final TlsContexts SHARED = new TlsContexts();

  /** One key's context; its lock is held while it is loaded. */
  private static final class Slot {
    private @Nullable Loaded loaded;

    synchronized TlsContext context(TlsSettings settings) throws ProblemException {
      Loaded current = loaded;
      if (current == null || current.isStale()) {
        loaded = null;
        current = ContextLoader.load(settings);
        loaded = current;
      }
      return current.context();
    }
  }

  private final Map<ContextKey, Slot> slots =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContextKey, Slot> eldest) {
          return size() > KEPT;
        }
      };

  /** Returns the contexts of this JVM. */
  public static TlsContexts shared() {
    return SHARED;
  }

  /**
   * Returns the context for the settings, made or read again if need be.
   *
   * @throws ProblemException if a source cannot be read, or does not hold what it should
   */
  public TlsContext get(TlsSettings settings) throws ProblemException {
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(ContextKey.of(settings), key -> new Slot());
    }
    return slot.context(settings);
  }

  /** Whether these settings are met for the first time, so that a warning is said once. */
  public boolean isNew(TlsSettings settings) {
    synchronized (slots) {
      return slots.putIfAbsent(ContextKey.of(settings), new Slot()) == null;
    }
  }

  /** Forgets all contexts. */
  public void clear() {
    synchronized (slots) {
      slots.clear();
    }
  }
}
