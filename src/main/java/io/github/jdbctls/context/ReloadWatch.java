package io.github.jdbctls.context;

import io.github.jdbctls.TlsReload;
import io.github.jdbctls.TlsReloadListener;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells listeners of new generations of the material that was seen here before. Thread-safe. */
public final class ReloadWatch {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  /** Which generation was told last; holds nothing of it but the public certificate. */
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
      if (!isNews(made.identity())) {
        see(made.identity(), made.identity().material().leaf());
      }
      tell(TlsReload.Part.TRUST, made.trust(), Optional.empty());
    }
  }

  /**
   * A connection was opened by the context: tells if we are somebody else, and the server knows.
   *
   * @param sent the client certificate that was sent; asked for only if it matters
   */
  public void proven(TlsContext context, Supplier<Optional<X509Certificate>> sent) {
    TlsContext.Made made = context.made();
    if (made != null && isNews(made.identity())) {
      Optional<X509Certificate> leaf = made.identity().material().leaf();
      if (leaf.isEmpty() || sent.get().equals(leaf)) {
        tell(TlsReload.Part.IDENTITY, made.identity(), leaf);
      }
    }
  }

  private boolean isNews(Generation<?> generation) {
    synchronized (told) {
      Told before = told.get(generation.owner());
      return before != null && before.number() < generation.number();
    }
  }

  /** Returns what was seen before, if this is newer; null too where nothing was. */
  private @Nullable Told see(Generation<?> generation, Optional<X509Certificate> leaf) {
    synchronized (told) {
      Told before = told.get(generation.owner());
      if (before != null && before.number() >= generation.number()) {
        return null;
      }
      told.put(generation.owner(), new Told(generation.number(), leaf));
      return before;
    }
  }

  private void tell(TlsReload.Part part, Generation<?> generation, Optional<X509Certificate> leaf) {
    Told before = see(generation, leaf);
    if (before == null) {
      return;
    }
    TlsReload reload = new TlsReload(part, before.leaf(), leaf, generation.cause());
    for (TlsReloadListener listener : listeners) {
      try {
        listener.reloaded(reload);
      } catch (Throwable e) {
        // Nothing that a listener does may cost the connection, which stands already.
        LOGGER.log(System.Logger.Level.WARNING, "A listener of reloads failed", e);
      }
    }
  }
}
