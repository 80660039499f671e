package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressCheckTest {
  private static final String TWO = "hostaddr=192.0.2.1,192.0.2.2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://db:3306,db:3306/app?" + TWO,
        "mysql://DB,db:3306/app?" + TWO,
        "mysql:loadbalance://db,other,db/app?hostaddr=192.0.2.1,192.0.2.2,192.0.2.3",
        "mariadb://db,db/app?" + TWO,
        "mariadb:sequential://db:3307,Db:3307/app?" + TWO,
        "mariadb://db,db/app?hostaddr=192.0.2.1,"
      })
  void refusesSeveralAddressesOfOneHost(String url) {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class, () -> RequestReading.of("jdbc:tls:" + url, new Properties()));

    assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(refusal.problem().message())
        .containsIgnoringCase("hostaddr gives the host db:330")
        .contains("Give each address a host of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://db:3306,db:3307/app?" + TWO,
        "mysql://db,db/app?hostaddr=192.0.2.1,192.0.2.1",
        "mysql://db,db/app",
        "mariadb://a,b/app?" + TWO,
        "postgresql://db,db/app?" + TWO
      })
  void acceptsWhatCanBeToldApartOrIsDialledByUs(String url) {
    assertThatCode(() -> RequestReading.of("jdbc:tls:" + url, new Properties()))
        .doesNotThrowAnyException();
  }
}
