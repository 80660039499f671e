package io.github.jdbctls.it.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands on the loopback interface between clients and a server of any protocol, passes on what
 * both say, and keeps what the server says to each. Thread-safe.
 */
public final class RecordingRelay implements AutoCloseable {
  private final LoopbackListener listener = LoopbackListener.open("relay");
  private final int serverPort;
  private final List<Recording> answers = new CopyOnWriteArrayList<>();

  private RecordingRelay(int serverPort) throws IOException {
    this.serverPort = serverPort;
  }

  /** Starts a relay to the server at this port of the loopback interface. */
  public static RecordingRelay before(int serverPort) throws IOException {
    RecordingRelay relay = new RecordingRelay(serverPort);
    relay.listener.serve(relay::relay);
    return relay;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns what the server has said to each client, in the order in which they came. */
  public List<Recording> answers() {
    return List.copyOf(answers);
  }

  private void relay(Socket client) throws IOException {
    Recording recording = new Recording();
    answers.add(recording);
    Socket server = listener.dial(serverPort);
    OutputStream toClient = RecordingSocket.recordingOutput(client.getOutputStream(), recording);
    new Relay(listener).run(client, client.getInputStream(), toClient, server);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
