package io.github.jdbctls.protocol;

import io.github.jdbctls.protocol.TlsRequest.Answer;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The packet with which a server of MySQL's protocol begins.
 *
 * <ol>
 *   <li>Four bytes of header: the length, which is 1 to 65536, and the number 0.
 *   <li>An error packet is reported by the driver.
 *   <li>Anything else but version 10 of the greeting is an error.
 *   <li>Version 10 must have all of its fields up to the capabilities' upper half: the server's
 *       version up to a null byte, the thread, eight bytes of salt, a filler, the lower half,
 *       character set, status, the upper half. What follows is not looked at.
 *   <li>{@code CLIENT_SSL} among the capabilities says that the server has TLS. Whoever is on the
 *       way can take it out, so that what becomes of a server without TLS is the mode's to say.
 * </ol>
 *
 * <p>Of one connection; not thread-safe.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html">
 *     MySQL, Protocol::HandshakeV10</a>
 */
final class MysqlGreeting implements Greeting {
  private static final int HEADER = 4;
  private static final int LONGEST = 1 << 16;
  private static final int VERSION = 10;
  private static final int ERROR = 0xff;
  private static final int THREAD_SALT_AND_FILLER = 4 + 8 + 1;
  private static final int CHARACTER_SET_STATUS_AND_UPPER_HALF = 1 + 2 + 2;

  private byte[] packet = new byte[HEADER];
  private int taken;
  private @Nullable Answer answer;

  @Override
  public int wanted() {
    return answer == null ? packet.length - taken : 0;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) throws ProtocolException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    Objects.checkIndex(length, wanted() + 1);
    System.arraycopy(bytes, offset, packet, taken, length);
    taken += length;
    if (taken == HEADER && packet.length == HEADER) {
      packet = Arrays.copyOf(packet, HEADER + payloadLength());
    }
    if (taken > HEADER && kind() != ERROR && kind() != VERSION) {
      throw new ProtocolException("The server's greeting is of an unknown kind, " + kind());
    }
    if (taken == packet.length) {
      answer = kind() == ERROR ? Answer.REPORTED : offered();
    }
  }

  private int payloadLength() throws ProtocolException {
    int header = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int length = header & 0xffffff;
    if (header != length || length == 0 || length > LONGEST) {
      throw new ProtocolException("The server begins with what is no greeting of MySQL");
    }
    return length;
  }

  private int kind() {
    return packet[HEADER] & 0xff;
  }

  private Answer offered() throws ProtocolException {
    ByteBuffer fields =
        ByteBuffer.wrap(packet, HEADER + 1, packet.length - HEADER - 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (fields.get() != 0) {
        // The server's version is for the driver to read.
      }
      fields.get(new byte[THREAD_SALT_AND_FILLER]);
      int capabilities = fields.getShort();
      fields.get(new byte[CHARACTER_SET_STATUS_AND_UPPER_HALF]);
      return (capabilities & MysqlTls.CLIENT_SSL) != 0 ? Answer.ACCEPTED : Answer.NO_TLS;
    } catch (BufferUnderflowException e) {
      throw (ProtocolException)
          new ProtocolException("The server's greeting ends early").initCause(e);
    }
  }

  @Override
  public Optional<Answer> answer() {
    return Optional.ofNullable(answer);
  }
}
