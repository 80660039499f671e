package io.github.jdbctls.context;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contexts of this JVM: one for each distinct set of sources and mode, shared by all pools and
 * threads.
 *
 * <p>Before a context is given out the files behind it are looked at; only what has changed is read
 * again, once for all contexts that use it ({@link LiveMaterial}), and where it cannot be read the
 * last good one serves for a while. Kept are those in use, by an attempt or an open connection, and
 * the {@value #KEPT} most recently used. Thread-safe.
 */
public final class TlsContexts {
  private static final int KEPT = 64;

  /** For connects without a limit of time, and for what a driver dials later. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int KEPT_WARNINGS = 256;
  private static final TlsContexts SHARED = new TlsContexts();

  private final Set<Path> usedDefaultFiles = ConcurrentHashMap.newKeySet();
  private final KeptValues<TrustKey, LiveMaterial<TrustSet>> trust = new KeptValues<>(KEPT);
  private final KeptValues<IdentityKey, LiveMaterial<IdentitySet>> identities =
      new KeptValues<>(KEPT);
  private final KeptValues<ContextKey, ContextSlot> slots = new KeptValues<>(KEPT);
  private final ReloadWatch reloads = new ReloadWatch();
  private final Map<String, Boolean> said = KeptValues.latest(KEPT_WARNINGS);

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
    return get(settings, PATIENCE);
  }

  /**
   * Returns the context, as {@link #get(TlsSettings)}.
   *
   * @param patience to wait for another thread that reads the same files
   */
  public TlsContext get(TlsSettings settings, Duration patience) throws ProblemException {
    return get(ContextKey.of(settings), settings, patience);
  }

  /**
   * Returns the context, as {@link #get(TlsSettings)}, for somebody who knows the key already.
   *
   * @param key of these settings
   */
  public TlsContext get(ContextKey key, TlsSettings settings, Duration patience)
      throws ProblemException {
    trust.forgetGone();
    identities.forgetGone();
    TlsContext context = slots.get(key, () -> newSlot(key)).get(settings, patience);
    context.jvmProtocols().check(settings.protocols());
    rememberDefaultFiles(settings);
    return context;
  }

  /** Returns the key of settings; the very one that their context is kept by, if it is. */
  public ContextKey key(TlsSettings settings) {
    return slots.known(ContextKey.of(settings));
  }

  private ContextSlot newSlot(ContextKey key) {
    return new ContextSlot(
        trust.get(key.trust(), LiveMaterial::new),
        identities.get(key.identity(), LiveMaterial::new));
  }

  /** Returns what tells the listeners of this JVM. */
  public ReloadWatch reloads() {
    return reloads;
  }

  void rememberDefaultFiles(TlsSettings settings) {
    remember(settings.roots());
    remember(settings.certificate());
    remember(settings.key());
    remember(settings.revocation().file());
  }

  private void remember(Optional<Setting<Source>> setting) {
    if (setting.isPresent()
        && setting.get().origin().kind() == Origin.Kind.DEFAULT_FILE
        && setting.get().value() instanceof Source.File file) {
      usedDefaultFiles.add(file.path());
    }
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
    slots.clear();
    trust.clear();
    identities.clear();
    reloads.clear();
    synchronized (said) {
      said.clear();
    }
    usedDefaultFiles.clear();
  }
}
