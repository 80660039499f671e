package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that says why it ends the connection, to a client that is still speaking. */
@Timeout(60)
class RelayIT {
  private static final byte[] LAST_WORDS = "no certificate, no connection".getBytes(UTF_8);
  private static final long RELAY_REACTS_WITHIN_MILLIS = 500;

  /** Its last words arrive after the failure to write to it, unless its socket is closed first. */
  private static final class EndedServer extends Socket {
    private final CountDownLatch unwritable = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int value) throws IOException {
          unwritable.countDown();
          throw new SocketException("Connection reset");
        }
      };
    }

    @Override
    public InputStream getInputStream() {
      InputStream words = new ByteArrayInputStream(LAST_WORDS);
      return new InputStream() {
        @Override
        public int read() throws IOException {
          try {
            unwritable.await();
            if (closed.await(RELAY_REACTS_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
              throw new SocketException("Socket closed");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return words.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int first = read();
          if (first < 0) {
            return -1;
          }
          buffer[offset] = (byte) first;
          return 1 + Math.max(0, words.read(buffer, offset + 1, length - 1));
        }
      };
    }

    @Override
    public synchronized void close() {
      closed.countDown();
    }
  }

  @Test
  void passesItOn() throws Exception {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    InputStream client = new ByteArrayInputStream("hello".getBytes(UTF_8));
    try (LoopbackListener threads = LoopbackListener.open("relay-test");
        Socket socket = new Socket();
        EndedServer server = new EndedServer()) {
      new Relay(threads).run(socket, client, heard, server);

      assertThat(heard.toByteArray()).isEqualTo(LAST_WORDS);
      assertThat(socket.isClosed()).isTrue();
    }
  }
}
