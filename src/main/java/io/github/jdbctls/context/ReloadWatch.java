package io.github.jdbctls.context;

import io.github.jdbctls.TlsReload;
import io.github.jdbctls.TlsReloadListener;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners of new generations of the material that was seen here before. Thread-safe. */
public final class ReloadWatch {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private record Told(long number, Optional<X509Certificate> leaf) {}

  private final List<TlsReloadListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<LiveMaterial<?>, Told> told = new WeakHashMap<>();

  /** Adds a listener. */
  public void add(TlsReloadListener listener) {
    listeners.add(listener);
  }

  /** Takes a listener away; false if it was none. */
  public boolean remove(TlsReloadListener listener) {
    return listeners.remove(listener);
  }

  /** Forgets the listeners and everything that was seen. */
  public void clear() {
    listeners.clear();
    synchronized (told) {
      told.clear();
    }
  }

  /** A connection is about to be opened by the context: tells if other servers are trusted. */
  public void loaded(TlsContext context) {
    TlsContext.Made made = context.made();
    if (made != null) {
      see(TlsReload.Part.TRUST, made.trust(), Optional.empty());
    }
  }

  /** A connection was opened by the context: tells if we are somebody else. */
  public void proven(TlsContext context) {
    TlsContext.Made made = context.made();
    if (made != null) {
      see(TlsReload.Part.IDENTITY, made.identity(), made.identity().material().leaf());
    }
  }

  private void see(TlsReload.Part part, Generation<?> generation, Optional<X509Certificate> leaf) {
    Told before;
    synchronized (told) {
      before = told.get(generation.owner());
      if (before == null || before.number() < generation.number()) {
        told.put(generation.owner(), new Told(generation.number(), leaf));
      }
    }
    if (before != null && before.number() < generation.number()) {
      tell(new TlsReload(part, before.leaf(), leaf, generation.cause()));
    }
  }

  private void tell(TlsReload reload) {
    for (TlsReloadListener listener : listeners) {
      try {
        listener.reloaded(reload);
      } catch (RuntimeException | LinkageError e) {
        LOGGER.log(System.Logger.Level.WARNING, "A listener of reloads failed", e);
      }
    }
  }
}
