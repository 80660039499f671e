package io.github.jdbctls.it.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session of {@code root}, who has no password, over the server's Unix socket. */
final class MysqlAdministrator implements AutoCloseable {
  private static final int OK = 0x00;
  private static final int NULL = 0xfb;
  private static final int END = 0xfe;
  private static final int ERROR = 0xff;
  private static final int END_LENGTH = 9;
  private static final int QUERY = 3;

  private final SocketChannel channel;
  private final MysqlPackets packets;

  private MysqlAdministrator(SocketChannel channel) {
    this.channel = channel;
    this.packets =
        new MysqlPackets(Channels.newInputStream(channel), Channels.newOutputStream(channel));
  }

  static MysqlAdministrator connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      MysqlAdministrator administrator = new MysqlAdministrator(channel);
      administrator.logIn();
      return administrator;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void logIn() throws IOException {
    MysqlGreeting.read(packets);
    ByteBuffer login = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    login
        .putInt(
            MysqlGreeting.CLIENT_PROTOCOL_41
                | MysqlGreeting.CLIENT_SECURE_CONNECTION
                | MysqlGreeting.CLIENT_PLUGIN_AUTH)
        .putInt(MysqlGreeting.MAX_PACKET)
        .put(MysqlGreeting.UTF8MB4)
        .position(32)
        .put("root\0".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 0)
        .put("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
    packets.write(Arrays.copyOf(login.array(), login.position()));
    ByteBuffer answer = packets.read();
    if ((answer.get(0) & 0xff) == END) {
      // Another way to log in; an empty password is empty in all of them.
      packets.write();
      answer = packets.read();
    }
    check(answer, "login");
  }

  /**
   * Runs a statement, and returns the first column of its rows.
   *
   * @throws IllegalStateException if the server refuses it
   */
  List<@Nullable String> query(String sql) throws IOException {
    packets.newExchange();
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.write(QUERY);
    command.writeBytes(sql.getBytes(StandardCharsets.UTF_8));
    packets.write(command.toByteArray());
    List<@Nullable String> values = new ArrayList<>();
    ByteBuffer answer = check(packets.read(), sql);
    if (answer.get(0) == OK) {
      return values;
    }
    while (!isEnd(packets.read())) {
      // The descriptions of the columns say nothing that is needed here.
    }
    for (ByteBuffer row = packets.read(); !isEnd(row); row = packets.read()) {
      values.add(text(check(row, sql)));
    }
    return values;
  }

  private static boolean isEnd(ByteBuffer packet) {
    return (packet.get(0) & 0xff) == END && packet.remaining() < END_LENGTH;
  }

  private static @Nullable String text(ByteBuffer row) {
    int first = row.get() & 0xff;
    if (first == NULL) {
      return null;
    }
    int length = first <= 250 ? first : row.getShort() & 0xffff;
    byte[] text = new byte[length];
    row.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static ByteBuffer check(ByteBuffer answer, String sql) {
    if ((answer.get(0) & 0xff) == ERROR) {
      answer.position(3);
      throw new IllegalStateException(sql + ": " + StandardCharsets.UTF_8.decode(answer));
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
