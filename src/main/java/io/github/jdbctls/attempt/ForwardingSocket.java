package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket which forwards every method to another one. A subclass overrides what it means to
 * change; a test sees to it that no method is forgotten.
 */
// A lock here would keep close() from ending a read or a handshake of another thread.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
abstract class ForwardingSocket extends Socket {
  private final Socket target;

  ForwardingSocket(Socket target) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.target = target;
  }

  /** The socket that everything is forwarded to. */
  final Socket target() {
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
