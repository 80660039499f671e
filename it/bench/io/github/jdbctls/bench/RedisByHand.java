package io.github.jdbctls.bench;

import com.itmuch.redis.jdbc.RedisConnection;
import com.itmuch.redis.jdbc.redis.JedisRedisClient;
import java.sql.Connection;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * Does what the driver does, which has no hook and knows the JVM's default context only, with a
 * context of its own.
 */
record RedisByHand(int port, Source source) implements Opening.Opener {
  /** Has a context, or makes one. */
  @FunctionalInterface
  interface Source {
    SSLContext context() throws Exception;
  }

  @Override
  public Connection open() throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    Jedis jedis =
        new Jedis(
            new HostAndPort("localhost", port),
            DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslSocketFactory(source.context().getSocketFactory())
                .sslParameters(parameters)
                .build());
    jedis.auth(Material.USER, Material.PASSWORD);
    return new RedisConnection(new JedisRedisClient(jedis), "0", new Properties());
  }
}
