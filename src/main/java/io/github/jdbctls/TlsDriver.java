package io.github.jdbctls;

import io.github.jdbctls.attempt.Attempts;
import io.github.jdbctls.attempt.DialPlans;
import io.github.jdbctls.connect.Connector;
import io.github.jdbctls.connect.Delegates;
import io.github.jdbctls.connect.DriverProperties;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.material.MaterialSources;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver for {@code jdbc:tls:} URLs: secures the connection by libpq's {@code ssl*} parameters
 * and returns the real driver's own connection.
 *
 * <p>Loading the class registers it with the {@link DriverManager}. Thread-safe.
 */
public final class TlsDriver implements Driver {
  private static final Registration REGISTRATION = new Registration();

  static {
    REGISTRATION.registerQuietly();
  }

  /** Makes a driver; all objects are alike. */
  public TlsDriver() {}

  /**
   * Registers a driver with the {@link DriverManager}; loading the class has done so already.
   *
   * @throws IllegalStateException if one is registered
   * @throws SQLException if the driver manager refuses
   */
  public static void register() throws SQLException {
    REGISTRATION.register();
  }

  /**
   * Takes the driver out of the {@link DriverManager} and forgets all contexts, attempts, listeners
   * and what was added, as a web application does when it stops. Open connections stay open.
   *
   * @throws IllegalStateException if none is registered
   * @throws SQLException if the driver manager refuses
   */
  public static void deregister() throws SQLException {
    REGISTRATION.deregister();
    Connector.clear();
    Attempts.clear();
    DialPlans.clear();
    TlsContexts.shared().clear();
    Delegates.shared().clear();
    MaterialSources.shared().clear();
  }

  /** Whether a driver is registered with the {@link DriverManager}. */
  public static boolean isRegistered() {
    return REGISTRATION.isRegistered();
  }

  /**
   * Adds a driver to delegate to, in place of the one that is found by its class name: for native
   * images and isolated class loaders. The one added last wins. The application vouches for it.
   */
  public static void addDelegate(Driver delegate) {
    Delegates.shared().add(delegate);
  }

  /**
   * Adds a listener that is told of every reload in this JVM, whatever URL the files belong to: for
   * logs and metrics. A pool is better told by its own {@link TlsDataSource#addReloadListener}. It
   * is held until it is removed, or {@link #deregister} forgets it.
   */
  public static void addReloadListener(TlsReloadListener listener) {
    TlsContexts.shared().reloads().add(listener);
  }

  /** Removes a listener; false if it was none. */
  public static boolean removeReloadListener(TlsReloadListener listener) {
    return TlsContexts.shared().reloads().remove(listener);
  }

  /**
   * Registers a source of certificates or keys in memory, which {@code sslcert}, {@code sslkey},
   * {@code sslrootcert} and {@code sslcrl} name by {@code supplied:} and its name. It is held until
   * it is removed, or {@link #deregister} forgets it.
   *
   * @param name 1 to 64 letters, digits, and any of {@code _ - .}
   * @throws IllegalArgumentException if it is no such name
   * @throws IllegalStateException if there is a source of the name: nobody replaces another's
   */
  public static void addMaterialSource(String name, TlsMaterialSource source) {
    MaterialSources.shared().add(name, source);
  }

  /**
   * Removes a source; false if there is none of the name. What was read of it serves on for {@code
   * sslreloadgrace}.
   */
  public static boolean removeMaterialSource(String name) {
    return MaterialSources.shared().remove(name);
  }

  /** Whether the URL begins with {@code jdbc:tls:}; nothing else is looked at. */
  @Override
  public boolean acceptsURL(@Nullable String url) {
    return Connector.accepts(url);
  }

  /**
   * Opens a connection.
   *
   * @param info is read, and never changed
   * @return the real driver's own connection; null for a URL that is not ours
   * @throws TlsException if the settings, the files, the server or its certificate do not allow it
   * @throws TlsTransientException if the same may succeed later
   * @throws SQLException the real driver's own, where the failure is not ours
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    return url == null || !acceptsURL(url) ? null : Connector.connect(url, info);
  }

  /**
   * Lists our parameters, and those of the real driver for the bare URL. Never a secret's value.
   *
   * @param info may be null
   */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    return DriverProperties.of(url, info);
  }

  @Override
  public int getMajorVersion() {
    return Version.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return Version.MINOR;
  }

  /** Returns false: the claim is the real driver's to make. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  /** Returns the logger that all of ours descend from. */
  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.github.jdbctls");
  }
}
