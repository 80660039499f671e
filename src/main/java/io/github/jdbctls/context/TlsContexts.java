package io.github.jdbctls.context;

import io.github.jdbctls.context.ContextLoader.Loaded;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
  private static final int KEPT_WARNINGS = 256;
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

  private final Set<Path> usedDefaultFiles = ConcurrentHashMap.newKeySet();
  private final Map<ContextKey, Slot> slots = latest(KEPT);
  private final Map<String, Boolean> said = latest(KEPT_WARNINGS);

  private static <K, V> Map<K, V> latest(int kept) {
    return new LinkedHashMap<>(kept, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > kept;
      }
    };
  }

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
    TlsContext context = slot.context(settings);
    rememberDefaultFiles(settings);
    return context;
  }

  private void rememberDefaultFiles(TlsSettings settings) {
    Stream.of(settings.roots(), settings.certificate(), settings.key())
        .flatMap(Optional::stream)
        .filter(setting -> setting.origin().kind() == Origin.Kind.DEFAULT_FILE)
        .map(Setting::value)
        .filter(Source.File.class::isInstance)
        .forEach(source -> usedDefaultFiles.add(((Source.File) source).path()));
  }

  /** Whether one of libpq's default files has been part of a context. */
  public boolean hasUsed(Path defaultFile) {
    return usedDefaultFiles.contains(defaultFile);
  }

  /**
   * Whether a warning is to be said: once, as long as not {@value #KEPT_WARNINGS} others follow.
   */
  public boolean isNew(String warning) {
    synchronized (said) {
      return said.put(warning, true) == null;
    }
  }

  /** Forgets all contexts. */
  public void clear() {
    synchronized (slots) {
      slots.clear();
    }
    synchronized (said) {
      said.clear();
    }
    usedDefaultFiles.clear();
  }
}
