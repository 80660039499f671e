package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Hook;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens the driver's connection as the driver would, over a socket of ours:
 *
 * <ol>
 *   <li>One socket, with TLS on it, if there is to be any, and the handshake confirmed.
 *   <li>{@code AUTH} with user and password, or the password alone. A user without a password is
 *       not left out: nobody is to be somebody else without knowing.
 *   <li>{@code SELECT}, unless the database is 0.
 *   <li>{@code PING}: a server that wants a password, or refuses our certificate, which TLS 1.3
 *       tells last, has said so before anybody is given a connection. One that forbids the command
 *       has let us in.
 *   <li>The driver's connection on top. It may print its properties and give them to everybody, so
 *       that user and password are not among them.
 * </ol>
 *
 * <p>Whatever fails closes the socket, and becomes an {@code SQLException}.
 */
final class RedisOpening {
  private final DelegateCall call;
  private final RedisWire wire;

  private RedisOpening(DelegateCall call, RedisWire wire) {
    this.call = call;
    this.wire = wire;
  }

  /**
   * Opens the connection.
   *
   * @throws ProblemException if the time-out cannot be read
   */
  static Connection open(DriverParts parts, DelegateCall call, String handle)
      throws SQLException, ProblemException {
    int timeout = RedisTimeout.read(call.properties());
    RedisWire wire = connect(call, handle, timeout);
    boolean open = false;
    try {
      RedisOpening opening = new RedisOpening(call, wire);
      opening.logIn();
      Connection connection = opening.connection(parts, timeout);
      open = true;
      return connection;
    } finally {
      if (!open) {
        close(wire);
      }
    }
  }

  private static RedisWire connect(DelegateCall call, String handle, int timeout)
      throws SQLException {
    try {
      return RedisWire.open(Hook.of(handle), timeout);
    } catch (IOException e) {
      throw new RedisRefusal(call.url(), RedisRefusal.Step.CONNECT).broken(e);
    }
  }

  private void logIn() throws SQLException {
    Map<String, String> properties = call.properties();
    String user = properties.getOrDefault(RedisVocabulary.USER, "");
    String password = properties.getOrDefault(RedisVocabulary.PASSWORD, "");
    if (!user.isEmpty()) {
      step(RedisRefusal.Step.AUTH, "OK", "AUTH", user, password);
    } else if (!password.isEmpty()) {
      step(RedisRefusal.Step.AUTH, "OK", "AUTH", password);
    }
    if (database() != 0) {
      step(RedisRefusal.Step.SELECT, "OK", "SELECT", String.valueOf(database()));
    }
    step(RedisRefusal.Step.PING, "PONG", "PING");
  }

  private int database() {
    return Integer.parseInt(call.url().substring(call.url().lastIndexOf('/') + 1));
  }

  private void step(RedisRefusal.Step step, String expected, String... command)
      throws SQLException {
    RedisRefusal refusal = new RedisRefusal(call.url(), step);
    RedisWire.Answer answer;
    try {
      answer = wire.ask(command);
    } catch (IOException e) {
      throw refusal.broken(e);
    }
    if (answer.isError() ? !refusal.isHarmless(answer.text()) : !answer.text().equals(expected)) {
      throw answer.isError() ? refusal.refused(answer.text()) : refusal.unexpected(expected);
    }
  }

  private Connection connection(DriverParts parts, int timeout) throws SQLException {
    Map<String, String> properties = new HashMap<>(call.properties());
    properties.remove(RedisVocabulary.USER);
    properties.remove(RedisVocabulary.PASSWORD);
    try {
      return parts.connection(new OneSocket(wire, timeout), database(), properties);
    } catch (RuntimeException e) {
      throw new RedisRefusal(call.url(), RedisRefusal.Step.CONNECT).broken(e);
    }
  }

  private static void close(RedisWire wire) {
    try {
      wire.close();
    } catch (IOException e) {
      // The attempt closes its sockets in any case.
      return;
    }
  }
}
