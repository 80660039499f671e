package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.protocol.TlsRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket for a cancel request, over a connection that stands: as secure as that one.
 *
 * <p>A driver sends cancels as if there were no TLS. So this socket asks for TLS, or begins it at
 * once as its connection did, and does the handshake, confirmed, within {@link #connect}; it
 * carries inside what the driver believes to write in clear text.
 */
final class CancelSocket extends ForwardingSocket {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  private final Attempt attempt;
  private final @Nullable TlsContext context;
  private @Nullable SSLSocket tls;

  CancelSocket(Attempt attempt, @Nullable TlsContext context) throws IOException {
    super(new Socket());
    this.attempt = attempt;
    this.context = context;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    attempt.checkPeer(endpoint);
    try {
      target().connect(attempt.address(), timeout);
      if (context != null) {
        int driversTimeout = target().getSoTimeout();
        target().setSoTimeout(timeout);
        tls = secured(context);
        target().setSoTimeout(driversTimeout);
      }
    } catch (IOException | RuntimeException e) {
      // The driver swallows it, and the user would wonder why the statement goes on.
      LOGGER.log(
          System.Logger.Level.WARNING,
          "A cancel request to "
              + attempt.server()
              + " could not be sent over TLS and was not sent: "
              + e.getMessage());
      target().close();
      throw e;
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
    return context == null ? super.getInputStream() : secured().getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return context == null ? super.getOutputStream() : secured().getOutputStream();
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
