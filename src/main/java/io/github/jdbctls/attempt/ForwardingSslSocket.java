package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TLS socket which forwards every method to another one. A subclass overrides what it means to
 * change; a test sees to it that no method is forgotten.
 */
// A lock here would keep close() from ending a read or a handshake of another thread.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
abstract class ForwardingSslSocket extends SSLSocket {
  private final SSLSocket target;

  ForwardingSslSocket(SSLSocket target) {
    this.target = target;
  }

  /** The socket that everything is forwarded to. */
  final SSLSocket target() {
    return target;
  }

  @Override
  public void bind(SocketAddress bindpoint) throws IOException {
    target.bind(bindpoint);
  }

  @Override
  public void close() throws IOException {
    target.close();
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    target.connect(endpoint);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    target.connect(endpoint, timeout);
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    target.sendUrgentData(data);
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    target.setKeepAlive(on);
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    target.setOOBInline(on);
  }

  @Override
  public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
    target.setPerformancePreferences(connectionTime, latency, bandwidth);
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    target.setReceiveBufferSize(size);
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    target.setReuseAddress(on);
  }

  @Override
  public void setSendBufferSize(int size) throws SocketException {
    target.setSendBufferSize(size);
  }

  @Override
  public void setSoLinger(boolean on, int linger) throws SocketException {
    target.setSoLinger(on, linger);
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    target.setSoTimeout(timeout);
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    target.setTcpNoDelay(on);
  }

  @Override
  public void setTrafficClass(int tc) throws SocketException {
    target.setTrafficClass(tc);
  }

  @Override
  public void shutdownInput() throws IOException {
    target.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    target.shutdownOutput();
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    target.addHandshakeCompletedListener(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    target.removeHandshakeCompletedListener(listener);
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    target.setEnabledCipherSuites(suites);
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    target.setEnabledProtocols(protocols);
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    target.setEnableSessionCreation(flag);
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      BiFunction<SSLSocket, List<String>, String> selector) {
    target.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    target.setNeedClientAuth(need);
  }

  @Override
  public void setSSLParameters(SSLParameters params) {
    target.setSSLParameters(params);
  }

  @Override
  public void setUseClientMode(boolean mode) {
    target.setUseClientMode(mode);
  }

  @Override
  public void setWantClientAuth(boolean want) {
    target.setWantClientAuth(want);
  }

  @Override
  public void startHandshake() throws IOException {
    target.startHandshake();
  }

  @Override
  public @Nullable SocketChannel getChannel() {
    return target.getChannel();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return target.getInetAddress();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return target.getInputStream();
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return target.getKeepAlive();
  }

  @Override
  public InetAddress getLocalAddress() {
    return target.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return target.getLocalPort();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return target.getLocalSocketAddress();
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    return target.getOOBInline();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return target.getOutputStream();
  }

  @Override
  public int getPort() {
    return target.getPort();
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return target.getReceiveBufferSize();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return target.getRemoteSocketAddress();
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return target.getReuseAddress();
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return target.getSendBufferSize();
  }

  @Override
  public int getSoLinger() throws SocketException {
    return target.getSoLinger();
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return target.getSoTimeout();
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return target.getTcpNoDelay();
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return target.getTrafficClass();
  }

  @Override
  public boolean isBound() {
    return target.isBound();
  }

  @Override
  public boolean isClosed() {
    return target.isClosed();
  }

  @Override
  public boolean isConnected() {
    return target.isConnected();
  }

  @Override
  public boolean isInputShutdown() {
    return target.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return target.isOutputShutdown();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return target.supportedOptions();
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return target.getApplicationProtocol();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return target.getEnabledCipherSuites();
  }

  @Override
  public String[] getEnabledProtocols() {
    return target.getEnabledProtocols();
  }

  @Override
  public boolean getEnableSessionCreation() {
    return target.getEnableSessionCreation();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return target.getHandshakeApplicationProtocol();
  }

  @Override
  public @Nullable BiFunction<SSLSocket, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return target.getHandshakeApplicationProtocolSelector();
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return target.getHandshakeSession();
  }

  @Override
  public boolean getNeedClientAuth() {
    return target.getNeedClientAuth();
  }

  @Override
  public SSLSession getSession() {
    return target.getSession();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return target.getSSLParameters();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return target.getSupportedCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return target.getSupportedProtocols();
  }

  @Override
  public boolean getUseClientMode() {
    return target.getUseClientMode();
  }

  @Override
  public boolean getWantClientAuth() {
    return target.getWantClientAuth();
  }

  @Override
  public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    target.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return target.getOption(name);
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
