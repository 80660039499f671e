package io.github.jdbctls.attempt;

import java.io.IOException;
import javax.net.ssl.SSLSocket;

/** Says when the handshake begins, and when it has ended. */
public final class TimedSocket extends ForwardingSslSocket {
  private final Runnable mark;

  /** Forwards to the socket, and runs the mark at both times. */
  public TimedSocket(SSLSocket target, Runnable mark) {
    super(target);
    this.mark = mark;
  }

  @Override
  public void startHandshake() throws IOException {
    mark.run();
    super.startHandshake();
    mark.run();
  }
}
