package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The raw socket of an attempt, as the driver sees it.
 *
 * <ol>
 *   <li>It connects to the attempt's address only, and only when it is asked for the attempt's
 *       host. One for a driver that dials by itself begins its attempt then.
 *   <li>With {@link Transport#TLS} it lets out nothing but the protocol's request for TLS, and
 *       reads nothing but the first byte of the answer; with {@link Transport#DIRECT_TLS} it lets
 *       out and reads nothing. TLS is layered on the socket behind it, which nobody else holds:
 *       what is written to this one stays refused for ever.
 *   <li>A driver that has ended its side may wait for the other end: it is told that this is there,
 *       and nothing of what may still arrive.
 *   <li>It has no channel and no urgent data, which would go around the guard.
 * </ol>
 */
final class GuardedSocket extends ForwardingSocket {
  /** What the socket may be connected to. */
  @FunctionalInterface
  interface Dialling {
    /** Returns the attempt for what the driver wants to connect to. */
    Attempt attempt(GuardedSocket socket, SocketAddress endpoint) throws IOException;
  }

  private final Dialling dialling;
  private volatile @Nullable Attempt attempt;

  /** Whether the driver has said that it has nothing more to say. */
  private volatile boolean ended;

  GuardedSocket(Attempt attempt) throws IOException {
    super(new Socket());
    this.attempt = attempt;
    this.dialling =
        (socket, endpoint) -> {
          attempt.checkPeer(endpoint);
          return attempt;
        };
  }

  /** A socket whose attempt begins when it is connected. */
  GuardedSocket(Dialling dialling) throws IOException {
    super(new Socket());
    this.dialling = dialling;
  }

  /** Returns the attempt, once there is one. */
  Optional<Attempt> attempt() {
    return Optional.ofNullable(attempt);
  }

  private Attempt begun() throws SocketException {
    Attempt begun = attempt;
    if (begun == null) {
      throw new SocketException("Socket is not connected");
    }
    return begun;
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
    Attempt dialled = dial(endpoint);
    try {
      target().connect(dialled.address(), timeout(dialled, timeout));
    } catch (IOException e) {
      // Not every JDK closes it, nor every driver; the attempt would be kept as one under way.
      target().close();
      throw e;
    }
    dialled.reach(Progress.DIALLED);
  }

  private synchronized Attempt dial(SocketAddress endpoint) throws IOException {
    if (target().isConnected() && attempt != null) {
      throw new SocketException("already connected");
    }
    Attempt dialled = dialling.attempt(this, endpoint);
    attempt = dialled;
    return dialled;
  }

  /** The driver's, or what is left until the deadline. */
  private static int timeout(Attempt attempt, int drivers) throws SocketTimeoutException {
    Optional<Duration> remaining = attempt.remaining();
    if (remaining.isEmpty()) {
      return drivers;
    }
    int left = attempt.millisLeft(remaining.get());
    return drivers > 0 ? Math.min(drivers, left) : left;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    Attempt begun = begun();
    InputStream wire = super.getInputStream();
    InputStream timed = begun.remaining().isEmpty() ? wire : new TimedInput(begun, target(), wire);
    return begun.transport() == Transport.PLAIN
        ? timed
        : new AnswerInput(begun, timed, () -> ended);
  }

  @Override
  public void shutdownOutput() throws IOException {
    ended = true;
    super.shutdownOutput();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    Attempt begun = begun();
    return begun.transport() == Transport.PLAIN
        ? super.getOutputStream()
        : new RequestOutput(begun, super.getOutputStream());
  }

  @Override
  public @Nullable SocketChannel getChannel() {
    return null;
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    throw begun().clearTextRefused();
  }
}
