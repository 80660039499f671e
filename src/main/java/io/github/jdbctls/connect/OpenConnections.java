package io.github.jdbctls.connect;

import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What protects the connections that were handed out, for as long as somebody holds them.
 *
 * <p>Connections are compared by identity and held weakly. Thread-safe.
 */
public final class OpenConnections {
  private static final OpenConnections SHARED = new OpenConnections();

  private static final class Key extends WeakReference<Connection> {
    private final int hash;

    Key(Connection connection, @Nullable ReferenceQueue<Connection> queue) {
      super(connection, queue);
      this.hash = System.identityHashCode(connection);
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Key key && get() != null && get() == key.get());
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Key, ProvenConnection> proven = new ConcurrentHashMap<>();
  private final ReferenceQueue<Connection> gone = new ReferenceQueue<>();

  /** Returns the connections of this JVM. */
  public static OpenConnections shared() {
    return SHARED;
  }

  void add(Connection connection, ProvenConnection record) {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      proven.remove(key);
    }
    proven.put(new Key(connection, gone), record);
  }

  /** Finds what protects a connection that is no proxy. */
  Optional<ProvenConnection> proven(Connection connection) {
    return lookUp(connection);
  }

  /** Finds what protects a connection, which may be a pool's proxy for it. */
  public Optional<ProvenConnection> find(Connection connection) throws SQLException {
    Optional<ProvenConnection> direct = lookUp(connection);
    if (direct.isPresent()) {
      return direct;
    }
    for (Dialect dialect : Dialects.all()) {
      for (DelegateDriver driver : Dialects.drivers(dialect)) {
        Connection delegates = unwrap(connection, driver.connectionType());
        if (delegates != null) {
          return lookUp(delegates);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ProvenConnection> lookUp(Connection connection) {
    return Optional.ofNullable(proven.get(new Key(connection, null)));
  }

  /**
   * Unwraps to the driver's own interface, as the loaders of the connections that stand know it.
   */
  private @Nullable Connection unwrap(Connection connection, String type) throws SQLException {
    for (Key key : proven.keySet()) {
      Connection known = key.get();
      Class<?> iface = known == null ? null : interfaceOf(known, type);
      if (iface != null && isWrapper(connection, iface)) {
        Object unwrapped = connection.unwrap(iface);
        if (unwrapped instanceof Connection delegates) {
          return delegates;
        }
      }
    }
    return null;
  }

  /** There are drivers that do not answer; a pool asks them about all but what they are. */
  private static boolean isWrapper(Connection connection, Class<?> iface) throws SQLException {
    try {
      return connection.isWrapperFor(iface);
    } catch (SQLFeatureNotSupportedException e) {
      return false;
    }
  }

  private static @Nullable Class<?> interfaceOf(Connection known, String type) {
    try {
      Class<?> iface = Class.forName(type, false, known.getClass().getClassLoader());
      return iface.isInstance(known) ? iface : null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
