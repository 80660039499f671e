/**
 * A delegating JDBC driver: one TLS vocabulary for every driver behind it.
 *
 * @provides java.sql.Driver for {@code jdbc:tls:} URLs
 */
module io.github.jdbctls {
  requires transitive java.sql;
  requires transitive java.naming;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires static transitive org.jspecify;

  exports io.github.jdbctls;
  exports io.github.jdbctls.dialect;
  exports io.github.jdbctls.dialect.mariadb;
  exports io.github.jdbctls.dialect.mysql;
  exports io.github.jdbctls.dialect.postgresql;
  exports io.github.jdbctls.failure;
  exports io.github.jdbctls.protocol;
  exports io.github.jdbctls.settings;

  uses io.github.jdbctls.dialect.Dialect;

  provides java.sql.Driver with
      io.github.jdbctls.TlsDriver;
}
