package io.github.jdbctls.context;

import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Contexts that are put together by hand, so that two of them can share their sessions. */
public final class TestTlsContext {
  private TestTlsContext() {}

  /** A context of JSSE's with this trust manager, and without a client certificate. */
  public static SSLContext sslContext(TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
      context.init(
          new KeyManager[] {new ClientKeyManager(Optional.empty())},
          new TrustManager[] {trust},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
