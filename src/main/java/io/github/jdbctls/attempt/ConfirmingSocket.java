package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The TLS socket of an attempt: nothing is read, written or said of its session before the
 * handshake has been confirmed.
 *
 * <p>The trust manager does not see a resumed handshake, so what it would have refused is asked for
 * again after every handshake, synchronously, in {@link #startHandshake}. Once confirmed it hands
 * out the plain session and streams, but for what the confirmation has to say of them.
 */
final class ConfirmingSocket extends ForwardingSslSocket {
  /** What the handshake must be confirmed by. */
  interface Confirmation {
    /**
     * Looks at the session that a handshake has made.
     *
     * @param started when the handshake began
     * @throws RefusedIOException if it is not what the attempt demands
     */
    void confirm(SSLSocket socket, Instant started) throws RefusedIOException;

    /** Is told of a handshake that has failed, or has not been confirmed. */
    default void failed(IOException failure) {}

    /** Returns what the driver sees of the session once the handshake is confirmed. */
    default SSLSession session(SSLSession plain) {
      return plain;
    }

    /** Returns what the driver reads from once the handshake is confirmed. */
    default InputStream input(InputStream plain) {
      return plain;
    }
  }

  private final Confirmation confirmation;
  private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();
  private boolean confirmed;
  private @Nullable InputStream input;

  ConfirmingSocket(SSLSocket target, Confirmation confirmation) {
    super(target);
    this.confirmation = confirmation;
  }

  @Override
  public synchronized void startHandshake() throws IOException {
    confirmed = false;
    Instant started = Instant.now();
    try {
      target().startHandshake();
      confirm(started);
      // A server may ask for a new handshake in TLS 1.2, of which nobody would be told: it can only
      // continue the session that has been confirmed.
      target().setEnableSessionCreation(false);
      confirmed = true;
    } catch (IOException e) {
      confirmation.failed(e);
      throw e;
    } finally {
      if (!confirmed) {
        target().close();
      }
    }
    HandshakeCompletedEvent event = new HandshakeCompletedEvent(this, target().getSession());
    listeners.forEach(listener -> listener.handshakeCompleted(event));
  }

  /**
   * A session that was refused once would be refused again: it is not kept for the next connect.
   */
  private void confirm(Instant started) throws RefusedIOException {
    try {
      confirmation.confirm(target(), started);
    } catch (RefusedIOException e) {
      target().getSession().invalidate();
      throw e;
    }
  }

  private synchronized void ensureConfirmed() throws IOException {
    if (!confirmed) {
      startHandshake();
    }
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    ensureConfirmed();
    InputStream plain = super.getInputStream();
    if (input == null) {
      input = confirmation.input(plain);
    }
    return input;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    ensureConfirmed();
    return super.getOutputStream();
  }

  @Override
  public synchronized SSLSession getSession() {
    try {
      ensureConfirmed();
    } catch (IOException e) {
      // As JSSE does: a session that stands for a failed handshake. The socket is closed by now.
      return super.getSession();
    }
    return confirmation.session(super.getSession());
  }

  /** Ignored: all of them are ours, the application protocol included, and stay. */
  @Override
  public void setSSLParameters(SSLParameters parameters) {}

  /** Ignored: whether there may be another session is for us to say. */
  @Override
  public void setEnableSessionCreation(boolean flag) {}

  /** Ignored: the bounds of the versions are ours, and stay. */
  @Override
  public void setEnabledProtocols(String[] protocols) {}

  /** Ignored: which suites are safe is for the JVM to say. */
  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  /**
   * Does nothing: this is a client.
   *
   * @throws IllegalArgumentException for a server
   */
  @Override
  public void setUseClientMode(boolean mode) {
    if (!mode) {
      throw new IllegalArgumentException("This socket is a client's");
    }
  }

  /**
   * The listener is called after a confirmed handshake, in its thread, and is given this socket:
   * JSSE would give it the one inside, before the handshake is confirmed.
   */
  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (!listeners.remove(listener)) {
      throw new IllegalArgumentException("The listener is not registered");
    }
  }
}
