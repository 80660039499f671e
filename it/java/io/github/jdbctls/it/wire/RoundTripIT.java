package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.net.DelayingProxy;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What direct TLS is for: the request for TLS and its answer are saved. */
class RoundTripIT {
  /** Of each flight: a server on another continent. */
  private static final Duration DELAY = Duration.ofMillis(50);

  private static final int FLIGHTS_OF_A_ROUND_TRIP = 2;

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private record Measured(int flights, Duration duration) {}

  /** All flights until the driver hands out the connection. */
  private static Measured connect(String negotiation, String protocol)
      throws IOException, SQLException {
    try (DelayingProxy line = DelayingProxy.before(postgres.server().port(), DELAY)) {
      long begin = System.nanoTime();
      try (Connection connection =
          postgres.connectTo(
              "localhost:" + line.port(),
              "sslnegotiation=" + negotiation,
              "ssl_max_protocol_version=" + protocol)) {
        Measured measured =
            new Measured(line.flights(), Duration.ofNanos(System.nanoTime() - begin));
        assertThat(connection.isValid(5)).isTrue();
        return measured;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void isOneLessWithDirectNegotiation(String protocol) throws Exception {
    // So that neither of the two that count has to read files or load classes.
    connect("postgres", protocol);

    Measured asked = connect("postgres", protocol);
    Measured direct = connect("direct", protocol);

    System.out.printf(
        "%s, %d ms for each flight: sslnegotiation=postgres %d flights, %d ms;"
            + " direct %d flights, %d ms%n",
        protocol,
        DELAY.toMillis(),
        asked.flights(),
        asked.duration().toMillis(),
        direct.flights(),
        direct.duration().toMillis());
    assertThat(asked.flights()).isPositive().isEven();
    assertThat(direct.flights()).isEqualTo(asked.flights() - FLIGHTS_OF_A_ROUND_TRIP);
  }
}
