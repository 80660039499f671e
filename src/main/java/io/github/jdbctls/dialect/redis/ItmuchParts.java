package io.github.jdbctls.dialect.redis;

import com.itmuch.redis.jdbc.RedisConnection;
import com.itmuch.redis.jdbc.redis.JedisRedisClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import redis.clients.jedis.Jedis;

/** The parts of com.itmuch's driver, with which it is compiled: no other class touches them. */
final class ItmuchParts implements DriverParts {
  @Override
  @SuppressWarnings("deprecation") // All others connect in the constructor, which closes nothing.
  public Connection connection(OneSocket socket, int database, Map<String, String> properties)
      throws SQLException {
    Jedis jedis = new Jedis(new ItmuchSocket(socket));
    jedis.connect();
    jedis.getClient().setDb(database);
    Properties shown = new Properties();
    shown.putAll(properties);
    return new RedisConnection(new JedisRedisClient(jedis), String.valueOf(database), shown);
  }
}
