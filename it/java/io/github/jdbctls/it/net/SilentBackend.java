package io.github.jdbctls.it.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The server's side of PostgreSQL's protocol as far as a driver needs it to open a connection:
 * everyone is let in, every statement succeeds without a row.
 */
final class SilentBackend {
  private static final byte[] NOTHING = {};
  private static final byte[] IDLE = {'I'};

  private final DataInputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

  SilentBackend(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** Serves until the client says good-bye or ends the connection. */
  void serve() throws IOException {
    in.skipNBytes(in.readInt() - Integer.BYTES);
    reply('R', ints(0));
    status("server_version", "18.6");
    status("server_encoding", "UTF8");
    status("client_encoding", "UTF8");
    status("DateStyle", "ISO, MDY");
    status("TimeZone", "UTC");
    status("integer_datetimes", "on");
    status("standard_conforming_strings", "on");
    reply('K', ints(1, 1));
    reply('Z', IDLE);
    flush();
    while (answer(in.read())) {
      // Each message is answered in turn.
    }
  }

  private boolean answer(int type) throws IOException {
    if (type < 0 || type == 'X') {
      return false;
    }
    in.skipNBytes(in.readInt() - Integer.BYTES);
    switch (type) {
      case 'P' -> reply('1', NOTHING);
      case 'B' -> reply('2', NOTHING);
      case 'C' -> reply('3', NOTHING);
      case 'D' -> reply('n', NOTHING);
      case 'E' -> reply('C', text("SET"));
      case 'Q' -> {
        reply('C', text("SET"));
        reply('Z', IDLE);
        flush();
      }
      case 'S' -> {
        reply('Z', IDLE);
        flush();
      }
      default -> flush();
    }
    return true;
  }

  private void status(String name, String value) throws IOException {
    reply('S', text(name + '\0' + value));
  }

  private void reply(int type, byte[] body) throws IOException {
    DataOutputStream message = new DataOutputStream(replies);
    message.writeByte(type);
    message.writeInt(Integer.BYTES + body.length);
    message.write(body);
  }

  private void flush() throws IOException {
    replies.writeTo(out);
    replies.reset();
    out.flush();
  }

  private static byte[] text(String value) {
    return (value + '\0').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ints(int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    for (int value : values) {
      data.writeInt(value);
    }
    return bytes.toByteArray();
  }
}
