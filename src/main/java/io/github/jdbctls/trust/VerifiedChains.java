package io.github.jdbctls.trust;

import java.security.AlgorithmConstraints;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies chains, and spares itself the search and the signatures of a chain that it has accepted
 * a while ago: a server of PostgreSQL resumes no session, and sends the same chain at each connect.
 *
 * <ol>
 *   <li>Only what {@link ChainVerifier} has accepted is kept, never a refusal.
 *   <li>A chain is the same only if every certificate that the server sent is equal, in the same
 *       order, the authentication is equal, and the constraints are the same object (those of JSSE
 *       are, in every handshake) or none both times.
 *   <li>A chain is kept for less than an hour since it was verified in full, however often it is
 *       used, and not beyond the day in UTC, on which a {@code denyAfter} of the JVM may begin. A
 *       chain of the future, because the clock was set back, is too old. No more than {@value
 *       #MOST} chains are kept; the one that was used least recently goes.
 *   <li>At each use the validity of the path, the revocation lists and the JVM's own trust manager,
 *       where its roots are used, are asked anew ({@link ChainVerifier#refusalNow}). If one of them
 *       speaks against the path, the chain is forgotten and verified in full: another path may be
 *       good.
 *   <li>The name is not remembered. {@link ServerTrustManager} verifies it each time, for the host
 *       of the handshake.
 * </ol>
 *
 * <p>This is not weaker: which paths there are and whether their signatures verify depends on the
 * certificates, the roots and the constraints only, and all of them are the same. Everything that
 * depends on the moment or on the host is asked again, as it is of a resumed session (RFC 8446,
 * sections 2.2 and 4.6.1), and here the server has to prove its key anew besides.
 *
 * <p>It belongs to one trust manager, so that changed roots or lists begin with none. Thread-safe;
 * no lock is held while a chain is verified.
 */
final class VerifiedChains {
  static final int MOST = 16;
  private static final Duration LONGEST = Duration.ofHours(1);

  private record Kept(
      List<X509Certificate> chain,
      String authType,
      @Nullable AlgorithmConstraints constraints,
      Verdict.Accepted verdict,
      ValidityPeriod validity,
      Instant time) {
    Kept {
      chain = List.copyOf(chain);
    }

    @SuppressWarnings("ReferenceEquality") // Constraints that are equal may yet decide otherwise.
    boolean isOf(List<X509Certificate> sent, String sentFor, @Nullable AlgorithmConstraints under) {
      return constraints == under && authType.equals(sentFor) && chain.equals(sent);
    }

    boolean isYoung(Instant now) {
      return !now.isBefore(time)
          && now.isBefore(time.plus(LONGEST))
          && now.truncatedTo(ChronoUnit.DAYS).equals(time.truncatedTo(ChronoUnit.DAYS));
    }
  }

  private final ChainVerifier verifier;
  private final Clock clock;

  /** The most recently used last; guarded by itself. */
  private final List<Kept> chains = new ArrayList<>(MOST);

  /**
   * Keeps what this verifier accepts.
   *
   * @param clock says how old a chain is
   */
  VerifiedChains(ChainVerifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /** As {@link ChainVerifier#verify}. */
  Verdict verify(
      List<X509Certificate> chain, String authType, @Nullable AlgorithmConstraints constraints) {
    Instant now = clock.instant();
    Kept same = use(chain, authType, constraints);
    if (same != null) {
      if (same.isYoung(now) && verifier.refusalNow(same.validity(), authType).isEmpty()) {
        return same.verdict();
      }
      forget(same);
    }
    Verdict verdict = verifier.verify(chain, authType, constraints);
    if (verdict instanceof Verdict.Accepted accepted) {
      ValidityPeriod validity = ValidityPeriod.of(accepted.path());
      keep(new Kept(chain, authType, constraints, accepted, validity, now));
    }
    return verdict;
  }

  private @Nullable Kept use(
      List<X509Certificate> chain, String authType, @Nullable AlgorithmConstraints constraints) {
    synchronized (chains) {
      for (int i = chains.size() - 1; i >= 0; i--) {
        Kept kept = chains.get(i);
        if (kept.isOf(chain, authType, constraints)) {
          chains.add(chains.remove(i));
          return kept;
        }
      }
      return null;
    }
  }

  /** Forgets this one, not what another thread has verified since. */
  @SuppressWarnings("ReferenceEquality")
  private void forget(Kept old) {
    synchronized (chains) {
      chains.removeIf(kept -> kept == old);
    }
  }

  private void keep(Kept fresh) {
    synchronized (chains) {
      for (int i = chains.size() - 1; i >= 0; i--) {
        if (chains.get(i).isOf(fresh.chain(), fresh.authType(), fresh.constraints())) {
          chains.remove(i);
        }
      }
      if (chains.size() == MOST) {
        chains.remove(0);
      }
      chains.add(fresh);
    }
  }
}
