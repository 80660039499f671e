package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of JetBrains' driver. It is in no repository that a build could take it from, so that
 * they are found by name:
 *
 * <ol>
 *   <li>All are public, and of the loader that the driver's own class is of. They are looked up
 *       before anything is dialled; one that is missing is named.
 *   <li>Its client for one server takes a connection of Jedis, and that takes whatever makes
 *       sockets, an interface: so it gets our one socket, and no address, user or password.
 *   <li>Its client for clusters takes a URL only, and dials what the servers announce.
 * </ol>
 */
final class JetbrainsParts implements DriverParts {
  static final DelegateDriver DELEGATE =
      new DelegateDriver(
          "JetBrains' redis-jdbc-driver",
          "jdbc.RedisDriver",
          "the release of github.com/DataGrip/redis-jdbc-driver",
          DriverVersion.of(1, 4),
          "its client takes no connection that is there already",
          "jdbc.RedisConnection",
          Optional.empty(),
          List.of());

  private static final String JEDIS = "redis.clients.jedis.";

  private final Driver driver;
  private final Class<?> socketFactory;
  private final Constructor<?> broken;
  private final Constructor<?> link;
  private final Method connect;
  private final Constructor<?> client;
  private final Constructor<?> connection;

  private JetbrainsParts(Driver driver) throws ReflectiveOperationException {
    ClassLoader loader = driver.getClass().getClassLoader();
    this.driver = driver;
    socketFactory = load(JEDIS + "JedisSocketFactory", loader);
    broken =
        load(JEDIS + "exceptions.JedisConnectionException", loader).getConstructor(String.class);
    Class<?> jedis = load(JEDIS + "Connection", loader);
    link = jedis.getConstructor(socketFactory);
    connect = jedis.getMethod("connect");
    client = load("jdbc.client.impl.standalone.RedisJedisClient", loader).getConstructor(jedis);
    connection =
        load("jdbc.RedisConnection", loader)
            .asSubclass(Connection.class)
            .getConstructor(driver.getClass(), load("jdbc.client.RedisClient", loader));
  }

  private static Class<?> load(String name, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }

  static boolean are(Driver driver) {
    return driver.getClass().getName().equals(DELEGATE.className());
  }

  /**
   * Looks the parts up.
   *
   * @throws ProblemException if one is not there
   */
  static JetbrainsParts of(Driver driver) throws ProblemException {
    try {
      return new JetbrainsParts(driver);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw Problem.of(
              TlsFailure.DELEGATE_MISSING,
              DELEGATE.name()
                  + " is not made as the one that is known, or not of the Jedis that is beside it: "
                  + e)
          .withRemedy(
              "Use "
                  + DELEGATE.coordinates()
                  + " "
                  + DELEGATE.floor()
                  + " alone, with no other Jedis, or com.itmuch.redis:redis-jdbc-driver.")
          .withCause(e)
          .exception();
    }
  }

  @Override
  public Connection connection(OneSocket socket, int database, Map<String, String> properties)
      throws SQLException {
    Object made = make(link, socketFactory(socket));
    call(connect, made);
    Connection opened = (Connection) make(connection, driver, make(client, made));
    if (database != 0) {
      // The server knows; the driver would say that it is 0.
      opened.setCatalog(String.valueOf(database));
    }
    return opened;
  }

  private Object socketFactory(OneSocket socket) {
    return Proxy.newProxyInstance(
        socketFactory.getClassLoader(),
        new Class<?>[] {socketFactory},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "createSocket" -> next(socket);
              case "toString" -> socket.toString();
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  /** In the exception that Jedis knows, and the driver with it. */
  private Object next(OneSocket socket) throws SQLException {
    try {
      return socket.next();
    } catch (IOException e) {
      throw (RuntimeException) make(broken, String.valueOf(e.getMessage()));
    }
  }

  private static Object make(Constructor<?> constructor, Object... arguments) throws SQLException {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  private static void call(Method method, Object target) throws SQLException {
    try {
      method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  /** What the driver threw, where it did. */
  private static SQLException failed(ReflectiveOperationException failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
    return cause instanceof SQLException drivers
        ? drivers
        : new SQLException("The driver's connection cannot be made: " + cause, "08001", cause);
  }
}
