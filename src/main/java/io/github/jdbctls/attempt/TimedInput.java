package io.github.jdbctls.attempt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a read at the deadline of its attempt, however much time the driver gives each: a server
 * that sends a byte now and then does not hold the connect up.
 */
final class TimedInput extends FilterInputStream {
  private final Attempt attempt;
  private final Socket socket;

  TimedInput(Attempt attempt, Socket socket, InputStream wire) {
    super(wire);
    this.attempt = attempt;
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Optional<Duration> remaining = attempt.remaining();
    if (remaining.isEmpty()) {
      return in.read(bytes, offset, length);
    }
    int left = attempt.millisLeft(remaining.get());
    int drivers = socket.getSoTimeout();
    if (drivers > 0 && drivers <= left) {
      return in.read(bytes, offset, length);
    }
    socket.setSoTimeout(left);
    try {
      return in.read(bytes, offset, length);
    } finally {
      socket.setSoTimeout(drivers);
    }
  }
}
