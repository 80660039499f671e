package io.github.jdbctls.context;

import io.github.jdbctls.context.ContextLoader.Loaded;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The contexts of this JVM: one for each distinct set of sources and mode, shared by all pools and
 * threads.
 *
 * <p>Before a context is given out the files behind it are looked at; only those that have changed
 * are read again, once for all contexts that use them ({@link MaterialCache}). Threads with the
 * same settings wait for one load; others do not. The {@value #KEPT} most recently used are kept.
 * Thread-safe.
 */
public final class TlsContexts {
  private static final int KEPT = 64;
  private static final int KEPT_WARNINGS = 256;
  private static final TlsContexts SHARED = new TlsContexts();

  private final Set<Path> usedDefaultFiles = ConcurrentHashMap.newKeySet();
  private final MaterialCache material = new MaterialCache(KEPT);
  private final ContextLoader loader = new ContextLoader(material);
  private final FreshValues<ContextKey, Loaded> contexts = new FreshValues<>(KEPT, Loaded::isStale);
  private final Map<String, Boolean> said = FreshValues.latest(KEPT_WARNINGS);

  /** Returns the contexts of this JVM. */
  public static TlsContexts shared() {
    return SHARED;
  }

  /**
   * Returns the context for the settings, made or read again if need be.
   *
   * @throws ProblemException if a source cannot be read, or does not hold what it should, or the
   *     JVM has disabled a TLS version that was named
   */
  public TlsContext get(TlsSettings settings) throws ProblemException {
    ContextKey key = ContextKey.of(settings);
    TlsContext context = contexts.get(key, () -> loader.load(settings, key)).context();
    context.jvmProtocols().check(settings.protocols());
    rememberDefaultFiles(settings);
    return context;
  }

  void rememberDefaultFiles(TlsSettings settings) {
    Stream.of(
            settings.roots(), settings.certificate(), settings.key(), settings.revocation().file())
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
    contexts.clear();
    material.clear();
    synchronized (said) {
      said.clear();
    }
    usedDefaultFiles.clear();
  }
}
