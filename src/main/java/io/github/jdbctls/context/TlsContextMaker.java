package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.TlsSettings;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.time.Clock;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Makes a context of material. A new one begins without any TLS session, so that what was made with
 * other material is not resumed; sessions last an hour at most.
 */
final class TlsContextMaker {
  private static final int SESSION_SECONDS = 3600;

  private TlsContextMaker() {}

  static TlsContext make(
      ContextSlot slot,
      Generation<TrustSet> trust,
      Generation<IdentitySet> identity,
      TlsSettings settings)
      throws ProblemException {
    Verification verification =
        Verification.of(settings.mode().value(), settings.roots().isPresent());
    ServerTrustManager trustManager =
        new ServerTrustManager(
            verification, trust.material().roots(), trust.material().lists(), Clock.systemUTC());
    Instant now = Instant.now();
    ClientKeyManager keyManager = new ClientKeyManager(identity.material().identity());
    SSLContext sslContext = sslContext(keyManager, trustManager);
    return new TlsContext(
        sslContext,
        trustManager,
        keyManager,
        settings.protocols(),
        settings.sendServerName(),
        AgreedGroups.of(sslContext, verification),
        new TlsContext.Made(slot, trust, identity, now, identity.material().validUntil(now)));
  }

  private static SSLContext sslContext(KeyManager keys, TrustManager trust)
      throws ProblemException {
    try {
      SSLContext context = newContext();
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw Problem.of(TlsFailure.INTERNAL, "the JVM cannot make a TLS context: " + e.getMessage())
          .withCause(e)
          .exception();
    }
  }

  /** SunJSSE by name, whose behaviour the checks rely on; where it is absent (FIPS) the default. */
  private static SSLContext newContext() throws GeneralSecurityException {
    try {
      return SSLContext.getInstance("TLS", "SunJSSE");
    } catch (NoSuchProviderException e) {
      return SSLContext.getInstance("TLS");
    }
  }
}
