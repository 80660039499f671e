package io.github.jdbctls.dialect.redis;

import java.util.Map;

/** What {@link JetbrainsStandIn} is compiled from. */
final class JetbrainsSources {
  /** To be given the second number of its version. */
  static final String DRIVER =
      """
      package jdbc;
      public class RedisDriver implements java.sql.Driver {
        public java.sql.Connection connect(String url, java.util.Properties info)
            throws java.sql.SQLException {
          throw new java.sql.SQLException("the driver was to connect by itself");
        }
        public boolean acceptsURL(String url) {
          return url.startsWith("jdbc:redis://") || url.startsWith("jdbc:redis:cluster://");
        }
        public java.sql.DriverPropertyInfo[] getPropertyInfo(
            String url, java.util.Properties info) {
          return new java.sql.DriverPropertyInfo[0];
        }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return %s; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger()
            throws java.sql.SQLFeatureNotSupportedException {
          throw new java.sql.SQLFeatureNotSupportedException();
        }
      }
      """;

  static final String CLIENT =
      """
      package jdbc.client;
      import java.sql.SQLException;
      public interface RedisClient extends AutoCloseable {
        jdbc.client.structures.result.RedisResult execute(String command) throws SQLException;
        void setDatabase(String database) throws SQLException;
        String getDatabase();
        void close() throws SQLException;
        RedisMode getMode();
      }
      """;

  static final String MODE =
      """
      package jdbc.client;
      public enum RedisMode { STANDALONE, CLUSTER, SENTINEL }
      """;

  static final String RESULT =
      """
      package jdbc.client.structures.result;
      public interface RedisResult {}
      """;

  static final String ADDRESS =
      """
      package jdbc.client.impl.standalone;
      public class RedisJedisURI {
        public RedisJedisURI(String url, java.util.Properties info) throws java.sql.SQLException {
          throw new java.sql.SQLException("the driver was to connect by itself");
        }
      }
      """;

  /** To be given what its second constructor takes. It knows one command. */
  static final String STANDALONE =
      """
      package jdbc.client.impl.standalone;
      import java.sql.SQLException;
      import redis.clients.jedis.*;
      import redis.clients.jedis.exceptions.JedisException;
      public class RedisJedisClient implements jdbc.client.RedisClient {
        private final Jedis jedis;
        public RedisJedisClient(RedisJedisURI address) throws SQLException {
          throw new SQLException("the driver was to connect by itself");
        }
        public RedisJedisClient(%s connection) throws SQLException {
          jedis = new Jedis((Connection) connection);
        }
        public void setDatabase(String database) throws SQLException {
          try {
            jedis.select(Integer.parseInt(database));
          } catch (JedisException e) {
            throw new SQLException(e);
          }
        }
        public String getDatabase() { return Integer.toString(jedis.getDB()); }
        public jdbc.client.structures.result.RedisResult execute(String command)
            throws SQLException {
          try {
            jedis.ping();
            return null;
          } catch (JedisException e) {
            throw new SQLException(e);
          }
        }
        public jdbc.client.RedisMode getMode() { return jdbc.client.RedisMode.STANDALONE; }
        public void close() throws SQLException {
          try {
            jedis.close();
          } catch (JedisException e) {
            throw new SQLException(e);
          }
        }
      }
      """;

  /** To be given all further methods. */
  static final String CONNECTION =
      """
      package jdbc;
      import java.sql.SQLException;
      import java.sql.SQLFeatureNotSupportedException;
      public class RedisConnection implements java.sql.Connection {
        private final jdbc.client.RedisClient client;
        private boolean closed;
        public RedisConnection(RedisDriver driver, jdbc.client.RedisClient client) {
          this.client = client;
        }
        public void setCatalog(String catalog) throws SQLException { client.setDatabase(catalog); }
        public String getCatalog() { return client.getDatabase(); }
        public boolean isValid(int timeout) {
          try {
            client.execute("PING");
            return true;
          } catch (SQLException e) {
            return false;
          }
        }
        public void close() throws SQLException {
          if (!closed) {
            client.close();
          }
          closed = true;
        }
        public boolean isClosed() { return closed; }
        public <T> T unwrap(Class<T> iface) throws SQLException {
          throw new SQLFeatureNotSupportedException();
        }
        public boolean isWrapperFor(Class<?> iface) throws SQLException {
          throw new SQLFeatureNotSupportedException();
        }
      %s
      }
      """;

  /** A Jedis that knows three commands, by the names of its files. */
  static final Map<String, String> JEDIS =
      Map.of(
          "redis/clients/jedis/JedisSocketFactory",
          """
          package redis.clients.jedis;
          public interface JedisSocketFactory {
            java.net.Socket createSocket()
                throws redis.clients.jedis.exceptions.JedisConnectionException;
          }
          """,
          "redis/clients/jedis/exceptions/JedisException",
          """
          package redis.clients.jedis.exceptions;
          public class JedisException extends RuntimeException {
            public JedisException(String message) { super(message); }
          }
          """,
          "redis/clients/jedis/exceptions/JedisConnectionException",
          """
          package redis.clients.jedis.exceptions;
          public class JedisConnectionException extends JedisException {
            public JedisConnectionException(String message) { super(message); }
          }
          """,
          "redis/clients/jedis/Connection",
          """
          package redis.clients.jedis;
          import java.io.IOException;
          import redis.clients.jedis.exceptions.JedisConnectionException;
          public class Connection {
            private final JedisSocketFactory factory;
            private java.net.Socket socket;
            public Connection(JedisSocketFactory factory) { this.factory = factory; }
            public void connect() {
              if (socket == null || socket.isClosed()) {
                socket = factory.createSocket();
              }
            }
            String ask(String command) {
              connect();
              try {
                socket.getOutputStream().write((command + "\\r\\n").getBytes());
                StringBuilder line = new StringBuilder();
                for (int b; (b = socket.getInputStream().read()) != '\\n'; ) {
                  if (b < 0) {
                    throw new IOException("ended");
                  }
                  line.append((char) b);
                }
                return line.toString().trim();
              } catch (IOException e) {
                close();
                throw new JedisConnectionException(e.getMessage());
              }
            }
            public void close() {
              try {
                socket.close();
              } catch (IOException e) {
                throw new JedisConnectionException(e.getMessage());
              }
            }
          }
          """,
          "redis/clients/jedis/Jedis",
          """
          package redis.clients.jedis;
          public class Jedis {
            private final Connection connection;
            private int database;
            public Jedis(Connection connection) { this.connection = connection; }
            public String select(int index) {
              String answer = connection.ask("SELECT " + index);
              database = index;
              return answer;
            }
            public int getDB() { return database; }
            public String ping() { return connection.ask("PING"); }
            public void close() { connection.close(); }
          }
          """);

  private JetbrainsSources() {}
}
