package io.github.jdbctls.it.server;

import io.github.jdbctls.it.postgres.ServerLog;
import java.io.IOException;

/**
 * A real server on the loopback interface, IPv6 included where the machine has it.
 *
 * <p>Its process and its folder are gone after {@link #close}, and when the JVM ends. Not
 * thread-safe.
 */
public interface DatabaseServer extends AutoCloseable {
  /** Returns the name that its certificate should be for. */
  default String host() {
    return "localhost";
  }

  /** Returns the port, the same for all addresses and after each restart. */
  int port();

  /** Returns what the server has written, from its first start. */
  ServerLog log();

  /** Stops the server as its administrator would; what it has stored stays for a restart. */
  void stop();

  /** Starts the server again with the settings it had, after {@link #stop} where it still runs. */
  void restart() throws IOException;

  /** Kills the server and deletes its files. */
  @Override
  void close();
}
