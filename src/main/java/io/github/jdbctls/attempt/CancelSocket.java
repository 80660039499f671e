package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.TlsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket for a cancel request, over a connection that stands: as secure as that one.
 *
 * <ol>
 *   <li>It connects to its connection's address only.
 *   <li>Over TLS it goes by the material of this moment: what has been revoked since the connect is
 *       refused, what has been renewed is accepted. Nothing is dialled if that cannot be had.
 *   <li>A driver sends cancels as if there were no TLS. So this socket asks for TLS, or begins it
 *       at once as its connection did, and does the handshake, confirmed, within {@link #connect};
 *       it carries inside what the driver believes to write in clear text.
 *   <li>The first failure, in {@link #connect} or later, is a warning: the driver swallows it, and
 *       the user would wonder why the statement goes on.
 * </ol>
 */
final class CancelSocket extends ForwardingSocket {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private final Attempt attempt;
  private final @Nullable ContextSource contexts;
  private final AtomicBoolean warned = new AtomicBoolean();
  private @Nullable SSLSocket tls;

  /**
   * A socket that is not connected.
   *
   * @param contexts null for a connection in clear text
   */
  CancelSocket(Attempt attempt, @Nullable ContextSource contexts) throws IOException {
    super(new Socket());
    this.attempt = attempt;
    this.contexts = contexts;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    try {
      attempt.checkPeer(endpoint);
      if (contexts == null) {
        target().connect(attempt.address(), timeout);
      } else {
        TlsContext context = current(contexts);
        target().connect(attempt.address(), timeout);
        int driversTimeout = target().getSoTimeout();
        target().setSoTimeout(timeout);
        tls = secured(context);
        target().setSoTimeout(driversTimeout);
      }
    } catch (IOException | RuntimeException e) {
      warn(contexts == null ? "was not sent" : "could not be sent over TLS and was not sent", e);
      target().close();
      throw e;
    }
  }

  private TlsContext current(ContextSource source) throws RefusedIOException {
    try {
      return source.current();
    } catch (ProblemException e) {
      throw attempt.refused(e.problem());
    }
  }

  private void failed(IOException reason) {
    warn("may not have arrived", reason);
  }

  private void warn(String consequence, Exception reason) {
    if (!warned.getAndSet(true)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "A cancel request to "
              + attempt.server()
              + " "
              + consequence
              + ": "
              + reason.getMessage());
    }
  }

  private SSLSocket secured(TlsContext context) throws IOException {
    TlsRequest request = attempt.request();
    if (!request.isDirect()) {
      askForTls(request);
    }
    SSLSocket socket = context.layer(target(), attempt.server(), request.applicationProtocol());
    ConfirmingSocket confirming =
        new ConfirmingSocket(
            socket, (s, started) -> HandshakeRecord.of(s, started, context, attempt));
    confirming.startHandshake();
    return confirming;
  }

  private void askForTls(TlsRequest request) throws IOException {
    OutputStream out = target().getOutputStream();
    out.write(request.bytes());
    out.flush();
    if (request.answer(target().getInputStream().read()) != TlsRequest.Answer.ACCEPTED) {
      throw attempt.refused(
          TlsFailure.SERVER_HAS_NO_TLS, attempt.server() + " refuses TLS for a cancel request");
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new CancelInput(
        contexts == null ? super.getInputStream() : secured().getInputStream(), this::failed);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new CancelOutput(
        contexts == null ? super.getOutputStream() : secured().getOutputStream(), this::failed);
  }

  private SSLSocket secured() throws IOException {
    if (tls == null) {
      throw attempt.clearTextRefused();
    }
    return tls;
  }

  @Override
  public @Nullable SocketChannel getChannel() {
    return null;
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    throw attempt.clearTextRefused();
  }
}
