package io.github.jdbctls.context;

import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.trust.Verification;
import java.security.AlgorithmConstraints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What each server has agreed to. For TLS 1.3 JSSE makes a key pair for two of the groups that it
 * offers, one of them in vain, and both with a server of TLS 1.2; so a server is offered alone what
 * it has agreed to before.
 *
 * <ol>
 *   <li>Only a handshake that was confirmed with a verified server is remembered ({@link
 *       Agreement#of}), and for an hour: then the server is offered all again, and may choose
 *       something better.
 *   <li>A server that has ended a handshake in which not all was offered is offered all for the
 *       next hour.
 *   <li>It belongs to one context, and remembers the {@value #MOST} servers that were asked for
 *       last.
 *   <li>Groups are offered alone before JDK {@value #FIRST_FAST} only, whose arithmetic of P-256 is
 *       so fast that it gains nothing.
 *   <li>Without SunJSSE, which {@link ClientOffer} relies on, nothing is remembered.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class Agreements {
  static final int MOST = 64;
  static final int FIRST_FAST = 20;
  private static final Duration KEPT = Duration.ofHours(1);

  /**
   * What is known of a server.
   *
   * @param agreement null if it has to be offered all
   */
  private record Known(@Nullable Agreement agreement, long since) {}

  private final Optional<AlgorithmConstraints> ofTheJvm;
  private final boolean withGroups;
  private final LongSupplier nanos;

  /** The most recently asked for last; guarded by itself. */
  private final Map<HostPort, Known> servers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<HostPort, Known> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Remembers none yet.
   *
   * @param ofTheJvm what the JVM has disabled for TLS; empty to remember nothing
   * @param withGroups whether groups are offered alone
   * @param nanos the time
   */
  Agreements(Optional<AlgorithmConstraints> ofTheJvm, boolean withGroups, LongSupplier nanos) {
    this.ofTheJvm = ofTheJvm;
    this.withGroups = withGroups;
    this.nanos = nanos;
  }

  /** For a context whose servers are verified like this. */
  static Agreements of(SSLContext context, Verification verification) {
    boolean remembers =
        verification.includesChain() && context.getProvider().getName().equals("SunJSSE");
    return new Agreements(
        remembers
            ? Optional.ofNullable(context.getDefaultSSLParameters().getAlgorithmConstraints())
            : Optional.empty(),
        Runtime.version().feature() < FIRST_FAST,
        System::nanoTime);
  }

  /** Returns what to offer to a server; empty for all, if there is nothing to learn. */
  Optional<ClientOffer> offer(HostPort server) {
    if (ofTheJvm.isEmpty()) {
      return Optional.empty();
    }
    Known known = known(server);
    if (known == null) {
      return Optional.of(new ClientOffer(this, server, ofTheJvm.get(), null));
    }
    return known.agreement() == null
        ? Optional.empty()
        : Optional.of(new ClientOffer(this, server, ofTheJvm.get(), known.agreement()));
  }

  private @Nullable Known known(HostPort server) {
    synchronized (servers) {
      Known known = servers.get(server);
      if (known == null || nanos.getAsLong() - known.since() <= KEPT.toNanos()) {
        return known;
      }
      servers.remove(server);
      return null;
    }
  }

  /**
   * A handshake was confirmed.
   *
   * @param group that it was agreed in, if that is known
   */
  void confirmed(HostPort server, String protocol, String cipherSuite, Optional<String> group) {
    Optional<Agreement> agreement =
        Agreement.of(protocol, cipherSuite, withGroups ? group : Optional.empty());
    synchronized (servers) {
      Known known = servers.get(server);
      if (known != null && known.agreement() == null) {
        return;
      }
      if (agreement.isEmpty()) {
        servers.remove(server);
      } else if (known == null || !agreement.get().equals(known.agreement())) {
        servers.put(server, new Known(agreement.get(), nanos.getAsLong()));
      }
    }
  }

  /** A handshake may have failed because not all was offered. */
  void refused(HostPort server) {
    synchronized (servers) {
      servers.put(server, new Known(null, nanos.getAsLong()));
    }
  }
}
