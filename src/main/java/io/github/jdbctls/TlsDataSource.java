package io.github.jdbctls;

import io.github.jdbctls.connect.Connector;
import io.github.jdbctls.context.ReloadWatch;
import io.github.jdbctls.material.PublicContent;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Shown;
import io.github.jdbctls.settings.UrlMask;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source for {@code jdbc:tls:} URLs, with a setter for each parameter, named after it.
 *
 * <p>A parameter that stands in the URL too must have the same value there. Not a pool: each call
 * opens a connection. Thread-safe.
 */
public final class TlsDataSource implements DataSource, Referenceable {
  private static final String PASSWORD = "password";
  private static final String LOGIN_TIMEOUT = "loginTimeout";

  private final Properties properties = new Properties();
  private final ReloadWatch reloads = new ReloadWatch();
  private @Nullable String url;
  private @Nullable PrintWriter logWriter;

  /** Makes a data source without a URL. */
  public TlsDataSource() {}

  /** Sets the URL, beginning with {@code jdbc:tls:}. */
  public synchronized void setUrl(String url) {
    this.url = url;
  }

  /** Returns the URL with {@code ***} in place of its secrets; null if none was set. */
  public synchronized @Nullable String getUrl() {
    return url == null ? null : UrlMask.mask(url);
  }

  /** Sets the user. */
  public void setUser(@Nullable String user) {
    set("user", user);
  }

  /** Returns the user; null if none was set. */
  public @Nullable String getUser() {
    return get("user");
  }

  /** Sets the password. */
  public void setPassword(@Nullable String password) {
    set(PASSWORD, password);
  }

  /** Sets how much of TLS is demanded; see {@link SslMode}. */
  public void setSslmode(@Nullable String sslmode) {
    set("sslmode", sslmode);
  }

  /** Sets the source of the trusted roots, or {@code system}. */
  public void setSslrootcert(@Nullable String sslrootcert) {
    set("sslrootcert", sslrootcert);
  }

  /** Sets the password of a trust store, or where it is: {@code env:} or {@code file:}. */
  public void setSslrootcertpassword(@Nullable String sslrootcertpassword) {
    set("sslrootcertpassword", sslrootcertpassword);
  }

  /** Sets the source of the client certificate and its issuers. */
  public void setSslcert(@Nullable String sslcert) {
    set("sslcert", sslcert);
  }

  /** Sets the source of the private key. */
  public void setSslkey(@Nullable String sslkey) {
    set("sslkey", sslkey);
  }

  /** Sets the password of the private key, or where it is: {@code env:} or {@code file:}. */
  public void setSslpassword(@Nullable String sslpassword) {
    set("sslpassword", sslpassword);
  }

  /**
   * Sets the class that is asked for the password of the private key: a {@link
   * javax.security.auth.callback.CallbackHandler}.
   */
  public void setSslpasswordcallback(@Nullable String sslpasswordcallback) {
    set("sslpasswordcallback", sslpasswordcallback);
  }

  /** Sets whether a client certificate is sent: {@code disable}, {@code allow}, {@code require}. */
  public void setSslcertmode(@Nullable String sslcertmode) {
    set("sslcertmode", sslcertmode);
  }

  /** Sets what an open key file is, an error or a warning: {@code enforce} or {@code warn}. */
  public void setSslkeypermissions(@Nullable String sslkeypermissions) {
    set("sslkeypermissions", sslkeypermissions);
  }

  /**
   * Sets for how many seconds, 0 to 3600, by default 60, the last good files serve where a change
   * cannot be read.
   */
  public void setSslreloadgrace(@Nullable String sslreloadgrace) {
    set("sslreloadgrace", sslreloadgrace);
  }

  /** Sets the source of revocation lists. */
  public void setSslcrl(@Nullable String sslcrl) {
    set("sslcrl", sslcrl);
  }

  /** Sets the directory with revocation lists. */
  public void setSslcrldir(@Nullable String sslcrldir) {
    set("sslcrldir", sslcrldir);
  }

  /** Sets whether the server name is sent: {@code 1} or {@code 0}. */
  public void setSslsni(@Nullable String sslsni) {
    set("sslsni", sslsni);
  }

  /** Sets the oldest TLS version; an empty one is no bound; see {@link TlsVersion}. */
  public void setSslMinProtocolVersion(@Nullable String version) {
    set("ssl_min_protocol_version", version);
  }

  /** Sets the newest TLS version; an empty one is no bound; see {@link TlsVersion}. */
  public void setSslMaxProtocolVersion(@Nullable String version) {
    set("ssl_max_protocol_version", version);
  }

  /** Sets how TLS begins: {@code postgres} or {@code direct}. */
  public void setSslnegotiation(@Nullable String sslnegotiation) {
    set("sslnegotiation", sslnegotiation);
  }

  /** Sets the old form of the mode: {@code 1} is {@code require}, {@code 0} is {@code prefer}. */
  public void setRequiressl(@Nullable String requiressl) {
    set("requiressl", requiressl);
  }

  /** Sets the addresses to dial in place of the hosts. */
  public void setHostaddr(@Nullable String hostaddr) {
    set("hostaddr", hostaddr);
  }

  /** Sets whether the login is bound to the TLS channel: {@code channel_binding}. */
  public void setChannelBinding(@Nullable String channelBinding) {
    set("channel_binding", channelBinding);
  }

  /** Sets the authentication methods that the server may ask for: {@code require_auth}. */
  public void setRequireAuth(@Nullable String requireAuth) {
    set("require_auth", requireAuth);
  }

  /** Sets what becomes of GSS encryption: {@code disable} and {@code prefer} are the same here. */
  public void setGssencmode(@Nullable String gssencmode) {
    set("gssencmode", gssencmode);
  }

  private synchronized void set(String key, @Nullable String value) {
    if (value == null) {
      properties.remove(key);
    } else {
      properties.setProperty(key, value);
    }
  }

  private synchronized @Nullable String get(String key) {
    return properties.getProperty(key);
  }

  /** Adds a listener that is told of the reloads of this data source's files, and no others. */
  public void addReloadListener(TlsReloadListener listener) {
    reloads.add(listener);
  }

  /** Removes a listener; false if it was none. */
  public boolean removeReloadListener(TlsReloadListener listener) {
    return reloads.remove(listener);
  }

  /** Opens a connection, as {@link TlsDriver#connect} does. */
  @Override
  public Connection getConnection() throws SQLException {
    return open(Optional.empty(), Optional.empty());
  }

  /** Opens a connection for this user; null leaves what was set. */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return open(Optional.ofNullable(user), Optional.ofNullable(password));
  }

  private Connection open(Optional<String> user, Optional<String> password) throws SQLException {
    Properties info = new Properties();
    String target;
    synchronized (this) {
      info.putAll(properties);
      target = url;
    }
    user.ifPresent(u -> info.setProperty("user", u));
    password.ifPresent(p -> info.setProperty(PASSWORD, p));
    if (target == null || !Connector.accepts(target)) {
      throw new TlsException(
          TlsFailure.INVALID_URL,
          TlsFailure.INVALID_URL.code()
              + ": the data source has no URL that begins with jdbc:tls:. Call setUrl.",
          null);
    }
    return Connector.connect(target, info, reloads);
  }

  /** Returns the seconds for all attempts of a connect; 0 for no limit. */
  @Override
  public int getLoginTimeout() {
    String seconds = get(LOGIN_TIMEOUT);
    return seconds != null && seconds.matches("[0-9]{1,9}") ? Integer.parseInt(seconds) : 0;
  }

  /** Sets the seconds for all attempts of a connect; 0 for no limit. */
  @Override
  public void setLoginTimeout(int seconds) {
    set(LOGIN_TIMEOUT, seconds == 0 ? null : Integer.toString(seconds));
  }

  @Override
  public synchronized @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Keeps the writer; nothing is written to it, as everything goes to {@code System.Logger}. */
  @Override
  public synchronized void setLogWriter(@Nullable PrintWriter out) {
    this.logWriter = out;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.github.jdbctls");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("The data source is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /**
   * Makes a reference without secrets.
   *
   * <ol>
   *   <li>{@code password}, {@code sslpassword} and {@code sslrootcertpassword} are left out and
   *       must be set again on the object that comes out of the directory. Without them it connects
   *       to less, and verifies no less. That a password is in a variable or a file is no secret.
   *   <li>Certificates and revocation lists in a parameter itself are no secret.
   *   <li>Any other content in a parameter itself may be one. It is not left out, as the object
   *       that comes out of the directory would verify less or be somebody else: there is no
   *       reference.
   * </ol>
   *
   * @throws NamingException if the URL or a parameter that is no password has a secret
   */
  @Override
  public synchronized Reference getReference() throws NamingException {
    Reference reference =
        new Reference(TlsDataSource.class.getName(), TlsDataSourceFactory.class.getName(), null);
    if (url != null) {
      if (!UrlMask.mask(url).equals(url)) {
        throw new NamingException(
            "The URL has a secret, which a reference must not hold: use setPassword or setSslpassword");
      }
      reference.add(new StringRefAddr("url", url));
    }
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      if (isShown(key, value)) {
        reference.add(new StringRefAddr(key, value));
      }
    }
    return reference;
  }

  /** Whether a parameter goes into a reference; not, if it is a password. */
  private static boolean isShown(String key, String value) throws NamingException {
    boolean plain = !Shown.isInline(value);
    if (key.equals(PASSWORD)) {
      return false;
    }
    if (Parameter.find(key).filter(Parameter::isSecret).isPresent()) {
      return plain && PasswordSource.isReference(value);
    }
    if (!plain && !PublicContent.isIn(value)) {
      throw new NamingException(
          '"'
              + key
              + '"'
              + " has content that may be a secret, which a reference must not hold: name a file,"
              + " a class path resource or an environment variable with it");
    }
    return true;
  }

  synchronized void restore(String key, String value) {
    if (key.equals("url")) {
      url = value;
    } else {
      set(key, value);
    }
  }

  /** Prints the URL without its secrets. */
  @Override
  public String toString() {
    return "TlsDataSource[" + getUrl() + "]";
  }
}
