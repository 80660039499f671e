package io.github.jdbctls.context;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.TlsSettings;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of one set of sources and mode: made again when either set of material has a new
 * generation. A context holds its slot, so that it is kept as long as anybody uses a context of it.
 *
 * <ol>
 *   <li>Both sets are looked at, so that one that reads well is used whatever the other does.
 *   <li>The patience with other threads that read is for both looks together.
 *   <li>A set whose change does not read serves for the grace, and no longer; one with an expired
 *       client certificate not even for that. Expired roots and lists the trust manager refuses.
 *   <li>The context is that of the newest generations: one that another thread has just read is not
 *       undone.
 *   <li>When a certificate of the client expires the context is another one, without TLS sessions:
 *       a server that resumes one does not look at the dates again, and libpq's handshake would be
 *       refused. Once the client's own has expired it is another one each time, for it may not have
 *       by the server's clock.
 * </ol>
 *
 * Thread-safe.
 */
final class ContextSlot {
  private final LiveMaterial<TrustSet> trust;
  private final LiveMaterial<IdentitySet> identity;
  private volatile @Nullable TlsContext latest;

  ContextSlot(LiveMaterial<TrustSet> trust, LiveMaterial<IdentitySet> identity) {
    this.trust = trust;
    this.identity = identity;
  }

  /**
   * Returns the context for settings that this slot is for.
   *
   * @param patience to wait for other threads that read
   */
  TlsContext get(TlsSettings settings, Duration patience) throws ProblemException {
    long began = System.nanoTime();
    LiveMaterial.Look<TrustSet> trusted =
        trust.look(() -> TrustSet.read(settings), settings.reloadGrace(), patience);
    LiveMaterial.Look<IdentitySet> own =
        identity.look(
            () -> IdentitySet.read(settings), settings.reloadGrace(), left(patience, began));
    requireServing(trusted);
    requireServing(own);
    requireUnexpired(own);
    TlsContext context = latest;
    return context != null && isCurrent(context) ? context : make(settings);
  }

  private static Duration left(Duration patience, long began) {
    Duration left = patience.minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static <M extends MaterialSet<M>> void requireServing(LiveMaterial.Look<M> look)
      throws ProblemException {
    if (!look.isWithinGrace()) {
      throw look.problem().orElseGet(LiveMaterial::stillReading).exception();
    }
  }

  private static void requireUnexpired(LiveMaterial.Look<IdentitySet> look)
      throws ProblemException {
    if (look.problem().isEmpty()) {
      return;
    }
    Optional<X509Certificate> leaf = look.generation().material().leaf();
    if (leaf.isPresent() && leaf.get().getNotAfter().toInstant().isBefore(Instant.now())) {
      throw look.problem().get().exception();
    }
  }

  private boolean isCurrent(TlsContext context) {
    TlsContext.Made made = context.made();
    return made != null
        && made.trust().number() == trust.newest().number()
        && made.identity().number() == identity.newest().number()
        && made.lasts(Instant.now());
  }

  private synchronized TlsContext make(TlsSettings settings) throws ProblemException {
    TlsContext context = latest;
    if (context == null || !isCurrent(context)) {
      context = TlsContextMaker.make(this, trust.newest(), identity.newest(), settings);
      latest = context;
    }
    return context;
  }
}
