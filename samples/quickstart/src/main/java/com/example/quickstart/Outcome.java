package com.example.quickstart;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What became of a connect.
 *
 * @param colour of the word on a terminal, as its escape sequences number it
 */
record Outcome(String word, String meaning, int colour) {
  static final Outcome VERIFIED =
      new Outcome("verified", "encrypted, and the server has proven the name in the URL", 32);
  static final Outcome CHAIN_VERIFIED =
      new Outcome("CA verified", "encrypted, with any server that has a certificate of the CA", 36);
  static final Outcome ENCRYPTED =
      new Outcome("encrypted", "encrypted only: the server may be anyone", 33);
  static final Outcome PLAIN = new Outcome("plain", "not encrypted", 31);

  static Outcome refused(TlsFailure failure) {
    return new Outcome(failure.code(), "refused: " + failure.meaning(), 34);
  }

  /** Connects, looks, and closes again. */
  static Outcome of(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      Optional<TlsInfo> tls = TlsInfo.of(connection);
      if (tls.isPresent() != encryptedForServer(connection)) {
        throw new IllegalStateException("client and server disagree about " + url);
      }
      if (tls.isEmpty()) {
        return PLAIN;
      }
      if (tls.get().verifiedName().isPresent()) {
        return VERIFIED;
      }
      return tls.get().trustAnchor().isPresent() ? CHAIN_VERIFIED : ENCRYPTED;
    } catch (TlsException e) {
      return refused(e.failure());
    }
  }

  private static boolean encryptedForServer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
