package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.Progress;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * The socket below TLS, which lets a server's last alert be read.
 *
 * <p>A server that refuses our certificate sends an alert and ends the connection, in TLS 1.3 while
 * the client is still sending its own last messages. Their failure would hide the alert, which
 * waits to be read. So until the connection stands:
 *
 * <ol>
 *   <li>The first failure to send is kept, and what follows is not sent.
 *   <li>The next read that finds neither data nor alert fails with it.
 * </ol>
 *
 * <p>What has arrived is read at once ({@link RecordInput}), and what belongs together is sent so
 * ({@link RecordOutput}). JSSE asks for each stream once.
 *
 * <p>It notes that the server has said something, which with direct TLS nobody else sees; and of an
 * end that follows the client's last message of the handshake, whether anything came before it.
 */
final class WireSocket extends ForwardingSocket {
  private final Attempt attempt;
  private volatile @Nullable SocketException unsent;
  private volatile boolean heard;
  private volatile boolean endedUnheard;

  WireSocket(Socket target, Attempt attempt) throws SocketException {
    super(target);
    this.attempt = attempt;
  }

  private InputStream timed(InputStream wire) {
    return attempt.remaining().isEmpty() ? wire : new TimedInput(attempt, target(), wire);
  }

  /** Whether the other side ended the connection before it answered a confirmed handshake. */
  boolean isEndedUnheard() {
    return endedUnheard;
  }

  private void noteHeard(Progress progress) {
    heard = progress.reached(Progress.CONFIRMED);
    if (!progress.reached(Progress.LAYERED)) {
      attempt.reach(Progress.LAYERED);
    }
  }

  private void ended() {
    // A socket that was closed on this side says nothing of the other one.
    endedUnheard = !heard && !target().isClosed() && attempt.progress().reached(Progress.CONFIRMED);
  }

  private synchronized void keep(SocketException failure) throws SocketException {
    if (!attempt.isOpening()) {
      throw failure;
    }
    if (unsent == null) {
      unsent = failure;
    }
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(new RecordOutput(super.getOutputStream())) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (unsent != null) {
          return;
        }
        try {
          out.write(bytes, offset, length);
        } catch (SocketException e) {
          keep(e);
        }
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(new RecordInput(timed(super.getInputStream()))) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        SocketException failure = unsent;
        try {
          int count = in.read(bytes, offset, length);
          if (count < 0) {
            ended();
          }
          if (count < 0 && failure != null) {
            throw failure;
          }
          if (count > 0 && !heard) {
            noteHeard(attempt.progress());
          }
          return count;
        } catch (IOException e) {
          if (e instanceof SocketException) {
            ended();
          }
          if (failure != null && e != failure) {
            failure.addSuppressed(e);
            throw failure;
          }
          throw e;
        }
      }
    };
  }
}
