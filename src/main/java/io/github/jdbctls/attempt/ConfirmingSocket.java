package io.github.jdbctls.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The TLS socket of an attempt: nothing is read, written or said of its session before the
 * handshake has been confirmed.
 *
 * <p>The trust manager does not see a resumed handshake, so what it would have refused is asked for
 * again after every handshake, synchronously, in {@link #startHandshake}. Once confirmed it hands
 * out the plain streams.
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
  }

  private final Confirmation confirmation;
  private boolean confirmed;

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
      confirmation.confirm(target(), started);
      confirmed = true;
    } finally {
      if (!confirmed) {
        target().close();
      }
    }
  }

  private synchronized void ensureConfirmed() throws IOException {
    if (!confirmed) {
      startHandshake();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    ensureConfirmed();
    return super.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    ensureConfirmed();
    return super.getOutputStream();
  }

  @Override
  public SSLSession getSession() {
    try {
      ensureConfirmed();
    } catch (IOException e) {
      // As JSSE does: a session that stands for a failed handshake. The socket is closed by now.
      return super.getSession();
    }
    return super.getSession();
  }

  /** Takes over the application protocols only: all else is ours, and stays. */
  @Override
  public void setSSLParameters(SSLParameters parameters) {
    SSLParameters ours = target().getSSLParameters();
    ours.setApplicationProtocols(parameters.getApplicationProtocols());
    target().setSSLParameters(ours);
  }
}
