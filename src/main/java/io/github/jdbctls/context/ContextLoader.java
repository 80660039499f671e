package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.FileStamp;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Strength;
import io.github.jdbctls.trust.Verification;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Reads the material of settings and makes a context of it. */
final class ContextLoader {
  /** A context, and what the files behind it looked like. */
  record Loaded(TlsContext context, List<FileStamp> stamps) {
    Loaded {
      stamps = List.copyOf(stamps);
    }

    /** Whether a file behind the context looks different now. */
    boolean isStale() {
      return MaterialCache.isStale(stamps);
    }
  }

  private static final int SESSION_SECONDS = 3600;

  private final MaterialCache material;

  ContextLoader(MaterialCache material) {
    this.material = material;
  }

  Loaded load(TlsSettings settings, ContextKey key) throws ProblemException {
    Verification verification =
        Verification.of(settings.mode().value(), settings.roots().isPresent());
    Optional<TrustMaterial> trust = material.roots(settings, key);
    Optional<RevocationLists> lists = material.revocationLists(settings, key);
    Optional<Identity> identity = material.identity(settings, key);
    requireStrength(settings, identity);
    ServerTrustManager trustManager =
        new ServerTrustManager(verification, trust, lists, Clock.systemUTC());
    ClientKeyManager keyManager = new ClientKeyManager(identity);
    List<FileStamp> stamps = new ArrayList<>();
    trust.ifPresent(t -> stamps.addAll(t.stamps()));
    lists.ifPresent(l -> stamps.addAll(l.stamps()));
    identity.ifPresent(i -> stamps.addAll(i.stamps()));
    return new Loaded(
        new TlsContext(
            sslContext(keyManager, trustManager),
            trustManager,
            keyManager,
            settings.protocols(),
            settings.sendServerName(),
            trust.map(TrustMaterial::warnings).orElse(List.of())),
        stamps);
  }

  /** OpenSSL does not load a weak client certificate, whether a server asks for it or not. */
  private static void requireStrength(TlsSettings settings, Optional<Identity> identity)
      throws ProblemException {
    Optional<Problem> weakness = identity.flatMap(i -> Strength.refusalOfClient(i.chain()));
    if (weakness.isPresent()) {
      Setting<Source> source = settings.certificate().or(settings::key).orElseThrow();
      throw Problem.of(
              weakness.get().failure(),
              source.value().describe()
                  + " ("
                  + source.origin().describe()
                  + ") holds a weak client certificate: "
                  + weakness.get().found())
          .exception();
    }
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
