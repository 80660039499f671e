package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Transport;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a driver which dials by itself is told the same each time. */
class PlannedCallsTest {
  private static final Optional<Duration> NO_LIMIT = Optional.empty();

  private static Request request(String subprotocol) throws ProblemException {
    Properties info = new Properties();
    info.setProperty("password", "battery-staple");
    return Request.read(
        "jdbc:tls:" + subprotocol + "://db.example.com/app?sslrootcert=system",
        info,
        TlsPolicy.unrestricted().withoutEnvironment());
  }

  private static DelegateCall call(Request request, Transport transport) {
    return calls(request).call(request, transport, NO_LIMIT);
  }

  private static PlannedCalls calls(Request request) {
    return Objects.requireNonNull(request.plannedCalls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void tellsTheSameEachTime(String subprotocol) throws Exception {
    Request request = request(subprotocol);

    assertThat(call(request, Transport.TLS)).isSameAs(call(request, Transport.TLS));
    assertThat(call(request, Transport.PLAIN).properties())
        .isNotEqualTo(call(request, Transport.TLS).properties());
  }

  /** By its words a driver finds what it has read before; there are 43 characters of chance. */
  @Test
  void givesEachRequestAHandleOfItsOwnForEachTransport() throws Exception {
    Request request = request("mysql");
    String handle = calls(request).handle(Transport.TLS);

    assertThat(handle).hasSize(43);
    assertThat(calls(request).handle(Transport.TLS)).isEqualTo(handle);
    assertThat(calls(request).handle(Transport.PLAIN)).isNotEqualTo(handle);
    assertThat(calls(request("mysql")).handle(Transport.TLS)).isNotEqualTo(handle);
    assertThat(call(request, Transport.TLS).properties()).containsValue(handle);
  }

  @Test
  void tellsWhatIsLeftOfALimitOfTime() throws Exception {
    Request request = request("mariadb");
    Optional<Duration> soon = Optional.of(Duration.ofSeconds(2));
    Optional<Duration> later = Optional.of(Duration.ofSeconds(4));

    assertThat(calls(request).call(request, Transport.TLS, soon))
        .isNotEqualTo(calls(request).call(request, Transport.TLS, later))
        .isNotEqualTo(call(request, Transport.TLS));
  }

  @Test
  void areNotForDriversThatDoNotDial() throws Exception {
    assertThat(request("postgresql").plannedCalls()).isNull();
  }

  @Test
  void printNoSecret() throws Exception {
    Request request = request("mysql");

    assertThat(calls(request) + " " + call(request, Transport.TLS) + " " + request)
        .doesNotContain("battery-staple", calls(request).handle(Transport.TLS));
  }
}
