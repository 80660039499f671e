package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Hook;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 *   <li>These are sent at once, so that they cost one way to the server and back; the answers are
 *       read one by one, and the first that refuses ends the connect.
 *   <li>The driver's connection on top. It may print its properties and give them to everybody, so
 *       that user and password are not among them.
 * </ol>
 *
 * <p>Whatever fails closes the socket, and becomes an {@code SQLException}.
 */
final class RedisOpening {
  private record Command(RedisRefusal.Step step, String expected, List<String> words) {
    /** Prints no word: one is a password. */
    @Override
    public String toString() {
      return "Command[" + step + "]";
    }
  }

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
    List<Command> commands = commands();
    try {
      wire.send(words(commands));
    } catch (IOException e) {
      throw new RedisRefusal(call.url(), commands.get(0).step()).broken(e);
    }
    for (Command command : commands) {
      requireAnswer(command);
    }
  }

  private static List<List<String>> words(List<Command> commands) {
    List<List<String>> words = new ArrayList<>(commands.size());
    for (Command command : commands) {
      words.add(command.words());
    }
    return words;
  }

  private List<Command> commands() {
    Map<String, String> properties = call.properties();
    String user = properties.getOrDefault(RedisVocabulary.USER, "");
    String password = properties.getOrDefault(RedisVocabulary.PASSWORD, "");
    List<Command> commands = new ArrayList<>();
    if (!user.isEmpty()) {
      commands.add(new Command(RedisRefusal.Step.AUTH, "OK", List.of("AUTH", user, password)));
    } else if (!password.isEmpty()) {
      commands.add(new Command(RedisRefusal.Step.AUTH, "OK", List.of("AUTH", password)));
    }
    int database = database();
    if (database != 0) {
      commands.add(
          new Command(RedisRefusal.Step.SELECT, "OK", List.of("SELECT", String.valueOf(database))));
    }
    commands.add(new Command(RedisRefusal.Step.PING, "PONG", List.of("PING")));
    return commands;
  }

  private int database() {
    return Integer.parseInt(call.url().substring(call.url().lastIndexOf('/') + 1));
  }

  private void requireAnswer(Command command) throws SQLException {
    RedisRefusal refusal = new RedisRefusal(call.url(), command.step());
    RedisWire.Answer answer;
    try {
      answer = wire.answer();
    } catch (IOException e) {
      throw refusal.broken(e);
    }
    if (answer.isError()
        ? !refusal.isHarmless(answer.text())
        : !answer.text().equals(command.expected())) {
      throw answer.isError()
          ? refusal.refused(answer.text())
          : refusal.unexpected(command.expected());
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
