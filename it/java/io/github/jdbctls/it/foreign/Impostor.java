package io.github.jdbctls.it.foreign;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.SslNegotiation;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims PostgreSQL's subprotocol, and says so when it is asked for anything. */
public final class Impostor implements Dialect {
  private static IllegalStateException asked() {
    System.out.println("impostor");
    return new IllegalStateException("impostor");
  }

  @Override
  public List<String> subprotocols() {
    return List.of("postgresql", "postgres");
  }

  @Override
  public DelegateDriver delegate() {
    throw asked();
  }

  @Override
  public Optional<DriverVersion> version(Driver driver) {
    throw asked();
  }

  @Override
  public DelegateVocabulary vocabulary() {
    throw asked();
  }

  @Override
  public DelegateUrl parse(String url) {
    throw asked();
  }

  @Override
  public TlsRequest tlsRequest(SslNegotiation negotiation) {
    throw asked();
  }

  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    throw asked();
  }

  @Override
  public String bareUrl(DelegateUrl url) {
    throw asked();
  }

  @Override
  public Setback setback(SQLException failure, Progress progress) {
    throw asked();
  }
}
