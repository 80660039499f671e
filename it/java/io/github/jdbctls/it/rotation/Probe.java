package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of the pools, which has each physical connect judged. Thread-safe.
 *
 * @param files the folder that the errors of files must name
 */
record Probe(
    SoakServer server, TlsDataSource source, Patience patience, Timeline timeline, Path files)
    implements DataSource {
  static Probe of(
      SoakServer server, String parameters, Patience patience, Timeline timeline, Path files) {
    TlsDataSource source = new TlsDataSource();
    source.setUrl(server.url(parameters + patience.parameter()));
    source.setUser(SoakServer.USER);
    source.setPassword(SoakServer.PASSWORD);
    return new Probe(server, source, patience, timeline, files);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Attempt attempt = new Attempt(patience);
    timeline.begin(attempt);
    try {
      return connect(attempt);
    } finally {
      timeline.end(attempt);
    }
  }

  private Connection connect(Attempt attempt) throws SQLException {
    try {
      Connection connection = source.getConnection();
      attempt.end(System.nanoTime());
      attempt.end(outcome(connection));
      return connection;
    } catch (TlsException e) {
      attempt.end(System.nanoTime());
      String message = String.valueOf(e.getMessage());
      boolean vague =
          Verdicts.OF_FILES.contains(e.failure()) && !message.contains(files.toString());
      attempt.end(vague ? new Outcome.Other(e) : new Outcome.Refused(e.failure(), message));
      throw e;
    } catch (SQLException | RuntimeException e) {
      attempt.end(System.nanoTime());
      attempt.end(new Outcome.Other(e));
      throw e;
    }
  }

  private Outcome outcome(Connection connection) throws SQLException {
    TlsInfo info = TlsInfo.of(connection).orElseThrow();
    boolean denied =
        info.clientCertificate().isPresent()
            && server.deniesToKnow(connection, info.clientCertificate().get());
    return denied
        ? new Outcome.Other(new IllegalStateException("the server saw another: " + info))
        : new Outcome.Open(Seen.of(info), info.resumed());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
