package io.github.jdbctls.it.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** What a server names when it asks for a client certificate, by a client that shows none. */
public final class AcceptableIssuers {
  private static final int TIMEOUT_MILLIS = 10_000;

  private AcceptableIssuers() {}

  /**
   * Returns the names in the CertificateRequest of the PostgreSQL at this loopback port.
   *
   * @throws IllegalStateException if it does not ask for a certificate
   */
  public static List<String> namedBy(int port) throws IOException, GeneralSecurityException {
    Listening keys = new Listening();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {keys}, new TrustManager[] {TestContext.credulousTrustManager()}, null);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain.setSoTimeout(TIMEOUT_MILLIS);
      plain.getOutputStream().write(StartupProtocol.sslRequest());
      if (plain.getInputStream().read() != StartupProtocol.YES) {
        throw new IOException("the server has no TLS");
      }
      StartupProtocol.startTls(plain, context).close();
    }
    if (!keys.asked) {
      throw new IllegalStateException("the server has not asked for a certificate");
    }
    return List.copyOf(keys.named);
  }

  /** Hears what is asked for, and has nothing. */
  private static final class Listening extends X509ExtendedKeyManager {
    private final List<String> named = new CopyOnWriteArrayList<>();
    private volatile boolean asked;

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      asked = true;
      if (issuers != null) {
        for (Principal issuer : issuers) {
          if (!named.contains(issuer.getName())) {
            named.add(issuer.getName());
          }
        }
      }
      return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }
}
