package io.github.jdbctls.dialect.redis;

import com.itmuch.redis.jdbc.RedisConnection;
import com.itmuch.redis.jdbc.redis.JedisRedisClient;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Hook;
import io.github.jdbctls.failure.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

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
 *   <li>The driver's connection on top. It prints its properties and gives them to everybody, so
 *       that user and password are not among them.
 * </ol>
 *
 * <p>Whatever fails closes the socket, and becomes an {@code SQLException}.
 */
final class RedisOpening {
  private static final byte[] OK = {'O', 'K'};

  private final Jedis jedis;
  private final DelegateCall call;

  private RedisOpening(Jedis jedis, DelegateCall call) {
    this.jedis = jedis;
    this.call = call;
  }

  /**
   * Opens the connection.
   *
   * @throws ProblemException if the time-out cannot be read
   */
  @SuppressWarnings("deprecation") // All others connect in the constructor, which closes nothing.
  static Connection open(DelegateCall call, String handle) throws SQLException, ProblemException {
    int timeout = RedisTimeout.read(call.properties());
    Jedis jedis = new Jedis(new OneSocket(Hook.of(handle), timeout));
    boolean open = false;
    try {
      Connection connection = new RedisOpening(jedis, call).open();
      open = true;
      return connection;
    } finally {
      if (!open) {
        close(jedis);
      }
    }
  }

  private Connection open() throws SQLException {
    step(jedis::connect, RedisRefusal.Step.CONNECT);
    step(this::authenticate, RedisRefusal.Step.AUTH);
    int database = Integer.parseInt(call.url().substring(call.url().lastIndexOf('/') + 1));
    if (database != 0) {
      step(() -> require("OK", jedis.select(database)), RedisRefusal.Step.SELECT);
    }
    step(() -> require("PONG", jedis.ping()), RedisRefusal.Step.PING);
    Properties properties = new Properties();
    properties.putAll(call.properties());
    properties.remove(RedisVocabulary.USER);
    properties.remove(RedisVocabulary.PASSWORD);
    return new RedisConnection(new JedisRedisClient(jedis), String.valueOf(database), properties);
  }

  /** Not by Jedis' own methods, which keep the password. */
  private void authenticate() {
    Map<String, String> properties = call.properties();
    String user = properties.getOrDefault(RedisVocabulary.USER, "");
    String password = properties.getOrDefault(RedisVocabulary.PASSWORD, "");
    if (!user.isEmpty()) {
      requireOk(jedis.sendCommand(Command.AUTH, user, password));
    } else if (!password.isEmpty()) {
      requireOk(jedis.sendCommand(Command.AUTH, password));
    }
  }

  private static void requireOk(@Nullable Object answer) {
    if (!(answer instanceof byte[] text && Arrays.equals(text, OK))) {
      throw new JedisConnectionException("The answer is not OK");
    }
  }

  private static void require(String expected, @Nullable String answer) {
    if (!expected.equals(answer)) {
      throw new JedisConnectionException("The answer is not " + expected);
    }
  }

  private void step(Runnable run, RedisRefusal.Step step) throws SQLException {
    try {
      run.run();
    } catch (RuntimeException e) {
      RedisRefusal refusal = new RedisRefusal(call.url(), step);
      if (!refusal.isHarmless(e)) {
        throw refusal.exception(e);
      }
    }
  }

  private static void close(Jedis jedis) {
    try {
      jedis.close();
    } catch (RuntimeException e) {
      // The attempt closes its sockets in any case.
      return;
    }
  }
}
