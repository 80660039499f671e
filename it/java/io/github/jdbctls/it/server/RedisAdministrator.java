package io.github.jdbctls.it.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A session over the server's Unix socket, in Redis' own protocol. */
final class RedisAdministrator implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  private RedisAdministrator(SocketChannel channel) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
    this.out = Channels.newOutputStream(channel);
  }

  static RedisAdministrator connect(Path socket, String user, String password) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      RedisAdministrator administrator = new RedisAdministrator(channel);
      administrator.command("AUTH", user, password);
      return administrator;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Runs a command, and returns its answer as text, of an array the elements' lines.
   *
   * @throws IllegalStateException if the server refuses it
   */
  String command(String... words) throws IOException {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      command.append("$" + length + "\r\n" + word + "\r\n");
    }
    out.write(command.toString().getBytes(StandardCharsets.UTF_8));
    return answer(words[0]);
  }

  private String answer(String command) throws IOException {
    String line = line();
    String value = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> value;
      case '$' -> text(Integer.parseInt(value));
      case '*' -> {
        StringBuilder elements = new StringBuilder();
        for (int i = Integer.parseInt(value); i > 0; i--) {
          elements.append(answer(command)).append('\n');
        }
        yield elements.toString();
      }
      default -> throw new IllegalStateException(command + ": " + value);
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    line();
    return text;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server has closed the connection");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
