package io.github.jdbctls.it.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The packets of MySQL's protocol, numbered within each exchange. Not thread-safe. */
final class MysqlPackets {
  private static final int HEADER = 4;

  private final InputStream in;
  private final OutputStream out;
  private int sequence;

  MysqlPackets(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Begins the numbers of a new command. */
  void newExchange() {
    sequence = 0;
  }

  /** Returns the content of the next packet, at most 16 MB. */
  ByteBuffer read() throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new EOFException("the server has closed the connection");
    }
    int length = (header[0] & 0xff) | ((header[1] & 0xff) << 8) | ((header[2] & 0xff) << 16);
    sequence = (header[3] & 0xff) + 1;
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the server has closed the connection in a packet");
    }
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  void write(byte... content) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(content.length);
    packet.write(content.length >> 8);
    packet.write(content.length >> 16);
    packet.write(sequence++);
    packet.writeBytes(content);
    out.write(packet.toByteArray());
    out.flush();
  }
}
