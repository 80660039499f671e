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
 * Which group for the key agreement each server is to be offered alone. In each handshake that
 * offers TLS 1.3 JSSE makes a key pair for two groups, x25519 and P-256 as a rule: one of them in
 * vain, and both where a session of TLS 1.2 is resumed.
 *
 * <ol>
 *   <li>Only a handshake that offered all, and was confirmed with a verified server, is remembered
 *       ({@link OfferedGroups#confirmed}), and for an hour: then the server is offered all again,
 *       and may choose a better one.
 *   <li>A server that may have refused the one that it was offered is offered all for the next
 *       hour.
 *   <li>It belongs to one context, and remembers the {@value #MOST} servers that were asked for
 *       last.
 *   <li>Nothing is remembered where it gains nothing: from JDK {@value #FIRST_FAST} on, whose
 *       arithmetic of P-256 is faster; nor without SunJSSE, which {@link OfferedGroups} relies on.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class AgreedGroups {
  static final int MOST = 64;
  static final int FIRST_FAST = 20;
  private static final Duration KEPT = Duration.ofHours(1);

  /**
   * What is known of a server.
   *
   * @param group null if it has to be offered all
   */
  private record Known(@Nullable String group, long since) {}

  private final Optional<AlgorithmConstraints> ofTheJvm;
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
   * @param nanos the time
   */
  AgreedGroups(Optional<AlgorithmConstraints> ofTheJvm, LongSupplier nanos) {
    this.ofTheJvm = ofTheJvm;
    this.nanos = nanos;
  }

  /** For a context whose servers are verified like this. */
  static AgreedGroups of(SSLContext context, Verification verification) {
    boolean remembers =
        verification.includesChain()
            && Runtime.version().feature() < FIRST_FAST
            && context.getProvider().getName().equals("SunJSSE");
    return new AgreedGroups(
        remembers
            ? Optional.ofNullable(context.getDefaultSSLParameters().getAlgorithmConstraints())
            : Optional.empty(),
        System::nanoTime);
  }

  /** Returns what to offer to a server; empty for all, if there is nothing to learn. */
  Optional<OfferedGroups> offer(HostPort server) {
    if (ofTheJvm.isEmpty()) {
      return Optional.empty();
    }
    Known known = known(server);
    if (known == null) {
      return Optional.of(new OfferedGroups(this, server, ofTheJvm.get(), null));
    }
    return known.group() == null
        ? Optional.empty()
        : Optional.of(new OfferedGroups(this, server, ofTheJvm.get(), known.group()));
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

  /** A server may be offered this group alone, unless it is known to refuse that. */
  void agreed(HostPort server, String group) {
    synchronized (servers) {
      Known known = servers.get(server);
      if (known == null || (known.group() != null && !known.group().equals(group))) {
        servers.put(server, new Known(group, nanos.getAsLong()));
      }
    }
  }

  /** A server may have refused the group that it was offered alone. */
  void refused(HostPort server) {
    synchronized (servers) {
      servers.put(server, new Known(null, nanos.getAsLong()));
    }
  }
}
