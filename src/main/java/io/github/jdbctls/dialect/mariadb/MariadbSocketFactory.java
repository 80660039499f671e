package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.attempt.DialPlan;
import io.github.jdbctls.attempt.DialPlans;
import io.github.jdbctls.dialect.GivenUpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * The raw sockets of one call of MariaDB's driver, which makes a factory by name for every socket
 * that it dials: the first, and later ones to cancel, reconnect or fail over.
 *
 * <ol>
 *   <li>What may be dialled is found by the identity of the driver's {@link Configuration}. A copy
 *       of it, as the driver makes to follow a redirect, opens nothing.
 *   <li>Only sockets that are not connected are made.
 *   <li>The driver would try several hosts 120 times in 30 seconds or more: it is stopped by an
 *       exception that it lets pass, once the time is over or every host was refused.
 * </ol>
 *
 * <p>Not for use by anybody else.
 */
// Whoever uses the driver has its types; they are in no module that ours could require.
@SuppressWarnings("exports")
public final class MariadbSocketFactory extends ConfigurableSocketFactory {
  private @Nullable DialPlan plan;

  /** Makes a factory that makes nothing until it is told for which call. */
  public MariadbSocketFactory() {}

  /**
   * Finds what may be dialled.
   *
   * @throws IllegalStateException if the configuration is not one of a call of jdbc-tls
   */
  @Override
  public void setConfiguration(Configuration conf, String host) {
    plan =
        DialPlans.of(conf)
            .orElseThrow(
                () -> new IllegalStateException("No call of jdbc-tls has this configuration"));
  }

  @Override
  public Socket createSocket() throws IOException {
    if (plan == null) {
      throw new IOException("No call of jdbc-tls has asked for this socket");
    }
    return plan.newSocket(
        () -> {
          throw new GivenUpException();
        });
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connectedSocketRefused();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    throw connectedSocketRefused();
  }

  private static IOException connectedSocketRefused() {
    return new IOException("Only sockets that are not connected are made here");
  }
}
