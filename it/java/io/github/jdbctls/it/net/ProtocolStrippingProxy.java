package io.github.jdbctls.it.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the offered application protocol (ALPN) out of the ClientHello of whoever begins TLS
 * without a request, by giving the extension a number that nobody knows, and passes on all else.
 *
 * <p>Thread-safe.
 */
public final class ProtocolStrippingProxy implements AutoCloseable {
  private static final int RECORD_HEADER = 5;
  private static final byte[] OFFER = {0, 16, 0, 13, 0, 11, 10, 'p', 'o', 's', 't', 'g', 'r', 'e'};

  private final LoopbackListener listener = LoopbackListener.open("stripping-proxy");
  private final AtomicInteger stripped = new AtomicInteger();
  private final int serverPort;

  private ProtocolStrippingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
  }

  /** Starts a proxy before the server at this port of the loopback interface. */
  public static ProtocolStrippingProxy before(int serverPort) throws IOException {
    ProtocolStrippingProxy proxy = new ProtocolStrippingProxy(serverPort);
    proxy.listener.serve(proxy::serve);
    return proxy;
  }

  /** Returns the port of the loopback interface at which clients are awaited. */
  public int port() {
    return listener.port();
  }

  /** Returns from how many ClientHellos the offer was taken. */
  public int stripped() {
    return stripped.get();
  }

  private void serve(Socket client) throws IOException {
    try (Socket server = listener.dial(serverPort)) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] header = in.readNBytes(RECORD_HEADER);
      byte[] hello = in.readNBytes(ByteBuffer.wrap(header).getShort(RECORD_HEADER - 2));
      strip(hello);
      OutputStream out = server.getOutputStream();
      out.write(header);
      out.write(hello);
      new Relay(listener).run(client, in, client.getOutputStream(), server);
    }
  }

  private void strip(byte[] hello) {
    for (int at = 0; at + OFFER.length <= hello.length; at++) {
      if (ByteBuffer.wrap(hello, at, OFFER.length).equals(ByteBuffer.wrap(OFFER))) {
        hello[at] = (byte) 0xfe;
        stripped.incrementAndGet();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
