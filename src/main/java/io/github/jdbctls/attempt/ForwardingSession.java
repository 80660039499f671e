package io.github.jdbctls.attempt;

import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A TLS session which forwards every method to another one. A subclass overrides what it means to
 * change; a test sees to it that no method is forgotten.
 */
abstract class ForwardingSession extends ExtendedSSLSession {
  private final ExtendedSSLSession target;

  ForwardingSession(ExtendedSSLSession target) {
    this.target = target;
  }

  @Override
  public String[] getLocalSupportedSignatureAlgorithms() {
    return target.getLocalSupportedSignatureAlgorithms();
  }

  @Override
  public String[] getPeerSupportedSignatureAlgorithms() {
    return target.getPeerSupportedSignatureAlgorithms();
  }

  @Override
  public List<SNIServerName> getRequestedServerNames() {
    return target.getRequestedServerNames();
  }

  @Override
  public List<byte[]> getStatusResponses() {
    return target.getStatusResponses();
  }

  @Override
  public byte[] getId() {
    return target.getId();
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return target.getSessionContext();
  }

  @Override
  public long getCreationTime() {
    return target.getCreationTime();
  }

  @Override
  public long getLastAccessedTime() {
    return target.getLastAccessedTime();
  }

  @Override
  public void invalidate() {
    target.invalidate();
  }

  @Override
  public boolean isValid() {
    return target.isValid();
  }

  @Override
  public void putValue(String name, Object value) {
    target.putValue(name, value);
  }

  @Override
  public @Nullable Object getValue(String name) {
    return target.getValue(name);
  }

  @Override
  public void removeValue(String name) {
    target.removeValue(name);
  }

  @Override
  public String[] getValueNames() {
    return target.getValueNames();
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    return target.getPeerCertificates();
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return target.getLocalCertificates();
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return target.getPeerPrincipal();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return target.getLocalPrincipal();
  }

  @Override
  public String getCipherSuite() {
    return target.getCipherSuite();
  }

  @Override
  public String getProtocol() {
    return target.getProtocol();
  }

  @Override
  public @Nullable String getPeerHost() {
    return target.getPeerHost();
  }

  @Override
  public int getPeerPort() {
    return target.getPeerPort();
  }

  @Override
  public int getPacketBufferSize() {
    return target.getPacketBufferSize();
  }

  @Override
  public int getApplicationBufferSize() {
    return target.getApplicationBufferSize();
  }
}
