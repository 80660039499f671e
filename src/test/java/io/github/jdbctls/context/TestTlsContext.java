package io.github.jdbctls.context;

import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Contexts that are put together by hand, so that two of them can share their sessions. */
public final class TestTlsContext {
  private TestTlsContext() {}

  /** A context of JSSE's with this trust manager, and without a client certificate. */
  public static SSLContext sslContext(TrustManager trust) {
    return sslContext(new ClientKeyManager(Optional.empty()), trust);
  }

  private static SSLContext sslContext(KeyManager keys, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context of ours that shows this certificate to whoever asks, and verifies no server. */
  public static TlsContext showing(TestCertificate client) {
    ServerTrustManager trust =
        new ServerTrustManager(Verification.NONE, Optional.empty(), Clock.systemUTC());
    ClientKeyManager keys =
        new ClientKeyManager(Optional.of(new Identity(client.chain(), client.key(), List.of())));
    return new TlsContext(sslContext(keys, trust), trust, keys, ProtocolBounds.DEFAULT, true);
  }

  /**
   * A context that verifies chain and name, trusts this root, shows a certificate, and remembers
   * the groups of servers, on any JDK.
   *
   * @param nanos the time
   */
  public static TlsContext remembering(
      TestCertificate root, TestCertificate client, LongSupplier nanos) {
    ServerTrustManager trust = trusting(root);
    ClientKeyManager keys =
        new ClientKeyManager(Optional.of(new Identity(client.chain(), client.key(), List.of())));
    SSLContext context = sslContext(keys, trust);
    AgreedGroups groups =
        new AgreedGroups(
            Optional.of(context.getDefaultSSLParameters().getAlgorithmConstraints()), nanos);
    return new TlsContext(context, trust, keys, ProtocolBounds.DEFAULT, true, groups, null);
  }

  /** A context that verifies chain and name, and trusts this root. */
  public static TlsContext verifying(TestCertificate root) {
    ServerTrustManager trust = trusting(root);
    return of(sslContext(trust), trust);
  }

  private static ServerTrustManager trusting(TestCertificate root) {
    return new ServerTrustManager(
        Verification.CHAIN_AND_NAME,
        Optional.of(
            new TrustMaterial(
                List.of(root.certificate()),
                List.of(),
                Optional.empty(),
                "the test's root",
                List.of())),
        Clock.systemUTC());
  }

  /** Our context around one of JSSE's; the trust manager confirms what JSSE has done. */
  public static TlsContext of(SSLContext context, ServerTrustManager trust) {
    return of(context, trust, ProtocolBounds.DEFAULT);
  }

  /** The same for the versions within these bounds. */
  public static TlsContext of(
      SSLContext context, ServerTrustManager trust, ProtocolBounds protocols) {
    return new TlsContext(context, trust, new ClientKeyManager(Optional.empty()), protocols, true);
  }
}
