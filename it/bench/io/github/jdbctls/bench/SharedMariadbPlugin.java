package io.github.jdbctls.bench;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** The static context in Connector/J's hook, which begins the handshake itself. */
public final class SharedMariadbPlugin implements TlsSocketPlugin {
  static final String TYPE = "bench-static";

  /** {@code ServiceLoader} makes one for each connection. */
  public SharedMariadbPlugin() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public TrustManager[] getTrustManager(
      Configuration conf, ExceptionFactory exceptionFactory, HostAddress hostAddress) {
    return new TrustManager[0];
  }

  @Override
  public KeyManager[] getKeyManager(Configuration conf, ExceptionFactory exceptionFactory) {
    return new KeyManager[0];
  }

  @Override
  public SSLSocketFactory getSocketFactory(
      Configuration conf, ExceptionFactory exceptionFactory, HostAddress hostAddress) {
    return SharedContext.get().getSocketFactory();
  }

  @Override
  public SSLSocket createSocket(Socket socket, SSLSocketFactory unused, String host)
      throws IOException {
    return SharedContext.layer(SharedContext.get(), socket, host, socket.getPort());
  }
}
