package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The raw socket of an attempt, as the driver sees it.
 *
 * <ol>
 *   <li>It connects to the attempt's address only, and only when it is asked for the attempt's
 *       host.
 *   <li>With {@link Transport#TLS} it lets out nothing but the protocol's request for TLS, and
 *       reads nothing but the first byte of the answer; with {@link Transport#DIRECT_TLS} it lets
 *       out and reads nothing. TLS is layered on the socket behind it, which nobody else holds:
 *       what is written to this one stays refused for ever.
 *   <li>It has no channel and no urgent data, which would go around the guard.
 * </ol>
 */
final class GuardedSocket extends ForwardingSocket {
  private final Attempt attempt;

  GuardedSocket(Attempt attempt) throws IOException {
    super(new Socket());
    this.attempt = attempt;
  }

  /** The socket that TLS is layered on. */
  Socket wire() {
    return target();
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    attempt.checkPeer(endpoint);
    target().connect(attempt.address(), timeout);
    attempt.reach(Progress.DIALLED);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return attempt.transport() == Transport.PLAIN
        ? super.getInputStream()
        : new AnswerInput(attempt, super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return attempt.transport() == Transport.PLAIN
        ? super.getOutputStream()
        : new RequestOutput(attempt, super.getOutputStream());
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
