package io.github.jdbctls.it.delegate;

import io.github.jdbctls.TlsDriver;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver for {@code jdbc:postgresql:} that does in {@code connect} what a test tells it to, and
 * remembers what it was called with.
 *
 * <p>{@link #install} puts it in pgjdbc's place until {@link #uninstallAll}. Thread-safe if the
 * behaviour is.
 */
public final class StubDelegate implements Driver {
  /** What the driver does in place of connecting. */
  @FunctionalInterface
  public interface Behaviour {
    /**
     * Connects, or does not.
     *
     * @throws IOException becomes an SQLException with the state 08006, as in pgjdbc
     */
    @Nullable Connection connect(DriverHooks hooks) throws IOException, SQLException;
  }

  private final Behaviour behaviour;
  private final List<DriverHooks> calls = new CopyOnWriteArrayList<>();

  private StubDelegate(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Adds a driver with this behaviour, which wins over pgjdbc. */
  public static StubDelegate install(Behaviour behaviour) {
    StubDelegate delegate = new StubDelegate(behaviour);
    TlsDriver.addDelegate(delegate);
    return delegate;
  }

  /** Takes all added drivers out again; with them go contexts and attempts. */
  public static void uninstallAll() throws SQLException {
    TlsDriver.deregister();
    TlsDriver.register();
  }

  /** Returns what the driver was called with, oldest call first. */
  public List<DriverHooks> calls() {
    return List.copyOf(calls);
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    URI server = URI.create(url.substring("jdbc:".length()));
    DriverHooks hooks = new DriverHooks(server.getHost(), server.getPort(), info);
    calls.add(hooks);
    try {
      return behaviour.connect(hooks);
    } catch (IOException e) {
      throw new SQLException("The connection attempt failed.", "08006", e);
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("stub");
  }
}
