package io.github.jdbctls.dialect.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.itmuch.redis.jdbc.cluster.RedisClusterDriver;
import com.itmuch.redis.jdbc.redis.RedisDriver;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.settings.SslNegotiation;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisDialectTest {
  private final RedisDialect dialect = new RedisDialect();

  @ParameterizedTest
  @ValueSource(strings = {"redis", "REDIS", "rediss", "redis-cluster"})
  void isFoundByItsNames(String subprotocol) {
    assertThat(Dialects.find(subprotocol)).get().isInstanceOf(RedisDialect.class);
  }

  @Test
  void readsTheVersionOfTheDriver() {
    assertThat(dialect.version(new RedisDriver())).contains(DriverVersion.of(0, 0, 1));
  }

  @Test
  void knowsNoVersionOfAnotherDriver() {
    assertThat(dialect.version(new RedisClusterDriver())).isEmpty();
  }

  @Test
  void beginsWithTlsAndNamesNoApplicationProtocol() {
    assertThat(dialect.tlsRequest(SslNegotiation.POSTGRES).isDirect()).isTrue();
    assertThat(dialect.tlsRequest(SslNegotiation.POSTGRES).applicationProtocol()).isEmpty();
  }

  /** Parts of another driver would not be of the version that was looked at. */
  @Test
  void buildsNothingOfAnotherDriver() {
    DelegateCall call = new DelegateCall("jdbc:redis://localhost:6379/0", Map.of());

    assertThatThrownBy(() -> dialect.open(new RedisClusterDriver(), call, "handle"))
        .isInstanceOf(SQLException.class)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().failure()).isEqualTo(TlsFailure.HOOK_NOT_VISIBLE);
              assertThat(e.problem().found()).contains(RedisClusterDriver.class.getName());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "08001, false, SOCKET, UNREACHABLE",
    "08001, true, DIALLED, UNREACHABLE",
    "08001, false, DIALLED, FINAL",
    "08001, true, ANSWERED, FINAL",
    "08001, false, CONFIRMED, FINAL",
    "08004, false, CONFIRMED, FINAL",
    "28000, false, CONFIRMED, LOGIN_REFUSED",
    ", false, CONFIRMED, FINAL",
  })
  void knowsWhatAFailureMeansForOtherAddresses(
      @Nullable String state, boolean late, Progress progress, Setback expected) {
    SQLException failure =
        new SQLException("failed", state, late ? new SocketTimeoutException("late") : null);

    assertThat(dialect.setback(failure, progress)).isEqualTo(expected);
  }

  /** So that the dialect loads without the driver. */
  @Test
  void keepsTheDriversClassesInClassesOfTheirOwn() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Itmuch")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.itmuch..", "redis.clients..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.github.jdbctls"));
  }
}
