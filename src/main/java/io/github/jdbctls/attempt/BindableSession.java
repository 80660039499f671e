package io.github.jdbctls.attempt;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A TLS session as the driver sees it, with this for the server's own certificate. Everything else
 * is the session's.
 */
final class BindableSession extends ForwardingSession {
  private final X509Certificate leaf;

  BindableSession(ExtendedSSLSession session, X509Certificate leaf) {
    super(session);
    this.leaf = leaf;
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    Certificate[] chain = super.getPeerCertificates().clone();
    chain[0] = leaf;
    return chain;
  }
}
