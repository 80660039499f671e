package io.github.jdbctls.it.net;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * A TLS server's end of a connection, which ends it when the client answers the server's part of
 * the handshake: there the client says who it is.
 */
final class EndingSocket extends Socket {
  private static final int BACKLOG = 50;

  /** In TLS 1.3 clients send that before they have read what they are asked for. */
  private static final int NOTHING_LENGTH = 5 + 1;

  private final WordlessTlsServer.Ending ending;
  private boolean spoken;
  private boolean answered;
  private int ofNothing;

  private EndingSocket(WordlessTlsServer.Ending ending) {
    this.ending = ending;
  }

  /** Opens a server socket on the loopback interface whose connections all end in this way. */
  static ServerSocket listen(WordlessTlsServer.Ending ending) throws IOException {
    return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()) {
      @Override
      public Socket accept() throws IOException {
        EndingSocket socket = new EndingSocket(ending);
        implAccept(socket);
        return socket;
      }
    };
  }

  private void reset() throws IOException {
    setSoLinger(true, 0);
    close();
  }

  private void end(InputStream plain) throws IOException {
    switch (ending) {
      case CLOSE -> {
        shutdownOutput();
        plain.transferTo(OutputStream.nullOutputStream());
        throw new SocketException("closed without a word");
      }
      case RESET -> {
        reset();
        throw new SocketException("reset without a word");
      }
      case RESET_AFTER_ALERT -> {}
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (ofNothing > 0) {
          ofNothing -= Math.max(0, count);
        } else if (count > 1 && spoken && buffer[offset] == TlsRecord.CHANGE_CIPHER_SPEC) {
          ofNothing = NOTHING_LENGTH - count;
        } else if (count > 0 && spoken && !answered) {
          answered = true;
          end(in);
        }
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        spoken |= buffer[offset] == TlsRecord.HANDSHAKE;
        if (answered) {
          reset();
        }
      }
    };
  }
}
