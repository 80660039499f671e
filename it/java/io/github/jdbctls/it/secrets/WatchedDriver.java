package io.github.jdbctls.it.secrets;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** pgjdbc, with a look at what it is told. Thread-safe. */
final class WatchedDriver implements Driver {
  private final Driver pgjdbc = new org.postgresql.Driver();
  private final Evidence evidence;
  private final Set<String> handles = ConcurrentHashMap.newKeySet();

  WatchedDriver(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The handles that it was given. */
  Collection<String> handles() {
    return handles;
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    evidence.add("URL for the delegate", url);
    handles.add(info.getProperty("sslfactoryarg"));
    handles.add(info.getProperty("socketFactoryArg"));
    return pgjdbc.connect(url, info);
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return pgjdbc.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    evidence.add("URL for the delegate", url);
    return pgjdbc.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return pgjdbc.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return pgjdbc.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return pgjdbc.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.postgresql");
  }
}
