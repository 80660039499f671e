package io.github.jdbctls.it.libpq;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.TlsTransientException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a connect. Texts that there are not are empty.
 *
 * @param failure of an exception of ours, by its name
 * @param verifiedName the host that the server has proven to be
 * @param trustAnchor the subject of the root in which the verified chain ends
 * @param serverView {@code t} if the backend says that this connection is encrypted, else {@code f}
 * @param clientSubject of the certificate that the backend has got
 */
record Observed(
    Outcome outcome,
    String failure,
    String sqlState,
    String message,
    String verifiedName,
    String trustAnchor,
    String serverView,
    String version,
    String clientSubject,
    String clientIssuer) {

  private static final String SERVER_VIEW =
      "SELECT ssl, version, client_dn, issuer_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  /** Connects, and closes what was opened. */
  static Observed of(String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return of(connection);
    } catch (SQLException e) {
      return new Observed(
          Outcome.REFUSED,
          failure(e),
          text(e.getSQLState()),
          text(e.getMessage()),
          "",
          "",
          "",
          "",
          "",
          "");
    }
  }

  private static Observed of(Connection connection) throws SQLException {
    Optional<TlsInfo> tls = TlsInfo.of(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SERVER_VIEW)) {
      row.next();
      return new Observed(
          tls.isPresent() ? Outcome.TLS : Outcome.PLAIN,
          "",
          "",
          "",
          tls.flatMap(TlsInfo::verifiedName).orElse(""),
          tls.flatMap(TlsInfo::trustAnchor)
              .map(root -> root.getSubjectX500Principal().getName())
              .orElse(""),
          text(row.getString(1)),
          text(row.getString(2)),
          text(row.getString(3)),
          text(row.getString(4)));
    }
  }

  private static String failure(SQLException exception) {
    if (exception instanceof TlsException ours) {
      return ours.failure().name();
    }
    return exception instanceof TlsTransientException ours ? ours.failure().name() : "";
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** Returns one line that {@link #parse} reads. */
  String line() {
    return Stream.of(
            outcome.name(),
            failure,
            sqlState,
            message,
            verifiedName,
            trustAnchor,
            serverView,
            version,
            clientSubject,
            clientIssuer)
        .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  /** Reads a {@link #line}. */
  static Observed parse(String line) {
    String[] texts =
        Arrays.stream(line.split(",", -1))
            .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
            .toArray(String[]::new);
    return new Observed(
        Outcome.valueOf(texts[0]),
        texts[1],
        texts[2],
        texts[3],
        texts[4],
        texts[5],
        texts[6],
        texts[7],
        texts[8],
        texts[9]);
  }
}
