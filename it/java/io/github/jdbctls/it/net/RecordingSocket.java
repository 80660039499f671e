package io.github.jdbctls.it.net;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server's end of a connection which keeps every byte that passes, under TLS the ciphertext. */
final class RecordingSocket extends Socket {
  private static final int BACKLOG = 50;

  private final Recording received;
  private final Recording sent;

  private RecordingSocket(Recording received, Recording sent) {
    this.received = received;
    this.sent = sent;
  }

  /** Opens a server socket on the loopback interface whose connections all record to the same. */
  static ServerSocket listen(Recording received, Recording sent) throws IOException {
    return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()) {
      @Override
      public Socket accept() throws IOException {
        RecordingSocket socket = new RecordingSocket(received, sent);
        implAccept(socket);
        return socket;
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return recordingInput(super.getInputStream(), received);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return recordingOutput(super.getOutputStream(), sent);
  }

  static InputStream recordingInput(InputStream in, Recording recording) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
          recording.add(buffer, offset, count);
        }
        return count;
      }
    };
  }

  static OutputStream recordingOutput(OutputStream out, Recording recording) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        // Kept first: a client may look as soon as it has been answered.
        recording.add(buffer, offset, length);
        out.write(buffer, offset, length);
      }
    };
  }
}
