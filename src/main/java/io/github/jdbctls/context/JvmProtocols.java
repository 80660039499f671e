package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.ProtocolBounds;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The TLS versions that this JVM enables for clients.
 *
 * <ol>
 *   <li>A bound that somebody named is one of them: what the JVM has disabled is not negotiated,
 *       and who named it is told so before anything is dialled.
 *   <li>One of them lies within the bounds.
 * </ol>
 *
 * <p>Immutable; the JVM decides once, when JSSE is first used.
 *
 * @param enabled by JSSE's names
 * @param disabledAlgorithms the security property {@code jdk.tls.disabledAlgorithms}; null if it is
 *     not set
 * @param clientProtocols the system property {@code jdk.tls.client.protocols}; null if it is not
 *     set
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html">JSSE
 *     Reference Guide, "Customizing JSSE"</a>
 */
record JvmProtocols(
    List<String> enabled, @Nullable String disabledAlgorithms, @Nullable String clientProtocols) {
  private static final String DISABLED_ALGORITHMS = "jdk.tls.disabledAlgorithms";
  private static final String CLIENT_PROTOCOLS = "jdk.tls.client.protocols";

  /** Asks a context that has been initialised. */
  static JvmProtocols of(SSLContext context) {
    SSLEngine client = context.createSSLEngine();
    client.setUseClientMode(true);
    return new JvmProtocols(
        List.of(client.getEnabledProtocols()),
        Security.getProperty(DISABLED_ALGORITHMS),
        System.getProperty(CLIENT_PROTOCOLS));
  }

  /**
   * Checks bounds.
   *
   * @throws ProblemException INVALID_VALUE for a named bound, else PROTOCOL_VERSION
   */
  void check(ProtocolBounds bounds) throws ProblemException {
    checkNamed(bounds.least(), bounds.leastNamedBy());
    checkNamed(bounds.greatest(), bounds.greatestNamedBy());
    if (!anyEnabledWithin(bounds)) {
      throw Problem.of(
              TlsFailure.PROTOCOL_VERSION,
              "none of the TLS versions "
                  + bounds.describe()
                  + " is enabled by this JVM, which enables "
                  + String.join(", ", enabled))
          .withRemedy(remedy())
          .exception();
    }
  }

  private boolean anyEnabledWithin(ProtocolBounds bounds) {
    for (String protocol : enabled) {
      if (bounds.contain(protocol)) {
        return true;
      }
    }
    return false;
  }

  private void checkNamed(TlsVersion version, Optional<Origin> namedBy) throws ProblemException {
    if (namedBy.isEmpty() || enabled.contains(version.protocol())) {
      return;
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE,
            namedBy.get().describe()
                + " is "
                + version.protocol()
                + ", which this JVM has disabled by "
                + property(version))
        .withRemedy(remedy())
        .exception();
  }

  /** By which property of the JVM the version is disabled, in words. */
  private String property(TlsVersion version) {
    boolean byAlgorithms =
        disabledAlgorithms != null
            && Arrays.stream(disabledAlgorithms.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .anyMatch(version.protocol().toLowerCase(Locale.ROOT)::equals);
    return !byAlgorithms && clientProtocols != null
        ? "the system property " + CLIENT_PROTOCOLS
        : "the security property " + DISABLED_ALGORITHMS;
  }

  private String remedy() {
    return "Use one of " + String.join(", ", enabled) + "; whoever runs the JVM can enable others.";
  }
}
