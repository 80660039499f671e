package io.github.jdbctls.it.foreign;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database that speaks PostgreSQL's protocol, with hooks of its own: what is not about the hooks
 * is taken from the built-in dialect, for want of a sixth database.
 */
public class ExampleDialect implements Dialect {
  private final PostgresqlDialect postgresql = new PostgresqlDialect();

  @Override
  public List<String> subprotocols() {
    return List.of("exampledb");
  }

  @Override
  public DelegateDriver delegate() {
    return new DelegateDriver(
        "Example",
        "org.postgresql.Driver",
        "org.postgresql:postgresql",
        DriverVersion.of(42, 7, 12),
        "nothing older was tried",
        "org.postgresql.PGConnection",
        Optional.empty(),
        List.of(ExampleSockets.class.getName(), ExampleTlsSockets.class.getName()));
  }

  @Override
  public Optional<DriverVersion> version(Driver driver) {
    return postgresql.version(driver);
  }

  @Override
  public DelegateVocabulary vocabulary() {
    return postgresql.vocabulary();
  }

  @Override
  public DelegateUrl parse(String url) throws ProblemException {
    return postgresql.parse("postgresql" + url.substring(url.indexOf(':')));
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    return postgresql.tlsRequest(SslNegotiation.POSTGRES);
  }

  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    Map<String, String> all =
        new HashMap<>(postgresql.call(url, properties, transport, handle, remaining).properties());
    all.put("socketFactory", ExampleSockets.class.getName());
    all.put("sslfactory", ExampleTlsSockets.class.getName());
    return new DelegateCall(bareUrl(url), all);
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    return postgresql.bareUrl(url);
  }

  @Override
  public Setback setback(SQLException failure, Progress progress) {
    return postgresql.setback(failure, progress);
  }
}
