package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.pki.TestCertificate;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that takes Redis' commands, one client after the other, and
 * gives the answers of a test; an empty answer ends the connection.
 */
final class FakeRedis implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket listener;
  private final @Nullable TestCertificate certificate;
  private final UnaryOperator<String> answers;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private FakeRedis(@Nullable TestCertificate certificate, UnaryOperator<String> answers)
      throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.certificate = certificate;
    this.answers = answers;
  }

  /**
   * Starts a server.
   *
   * @param certificate null for plain text
   * @param answers from the command's words, with blanks between, to the answer without line end
   */
  static FakeRedis start(@Nullable TestCertificate certificate, UnaryOperator<String> answers)
      throws IOException {
    FakeRedis redis = new FakeRedis(certificate, answers);
    Thread thread = new Thread(redis::serveUntilClosed, "fake-redis");
    thread.setDaemon(true);
    thread.start();
    return redis;
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Returns what clients have said, in its order. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  private void serveUntilClosed() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        connections.incrementAndGet();
        serve(certificate == null ? client : layered(client, certificate));
      } catch (IOException ended) {
        // Clients leave at any time.
      }
    }
  }

  private static Socket layered(Socket client, TestCertificate certificate) throws IOException {
    SSLSocketFactory factory = certificate.context().getSocketFactory();
    SSLSocket tls = (SSLSocket) factory.createSocket(client, null, client.getPort(), true);
    tls.setUseClientMode(false);
    return tls;
  }

  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    while (true) {
      String command = command(in);
      commands.add(command);
      String answer = answers.apply(command);
      if (answer.isEmpty()) {
        client.close();
        return;
      }
      client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String command(DataInputStream in) throws IOException {
    List<String> words = new ArrayList<>();
    for (int left = number(in); left > 0; left--) {
      byte[] word = new byte[number(in)];
      in.readFully(word);
      line(in);
      words.add(new String(word, StandardCharsets.UTF_8));
    }
    return String.join(" ", words);
  }

  /** A line such as {@code *2} or {@code $4}. */
  private static int number(InputStream in) throws IOException {
    return Integer.parseInt(line(in).substring(1));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The client has gone");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
