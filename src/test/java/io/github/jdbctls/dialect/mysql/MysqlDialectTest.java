package io.github.jdbctls.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.Constants;
import com.mysql.cj.jdbc.Driver;
import com.mysql.cj.protocol.StandardSocketFactory;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.attempt.RefusedIOException;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.Setback;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlDialectTest {
  private final MysqlDialect dialect = new MysqlDialect();

  private DelegateCall call(Transport transport, Map<String, String> properties) throws Exception {
    DelegateUrl url = dialect.parse("mysql:loadbalance://max:hush@a/my+db?password=hush");
    return dialect.call(url, properties, transport, "the-handle", Optional.empty());
  }

  @Test
  void isFoundUnderItsSubprotocols() {
    assertThat(Dialects.find("MySQL")).get().isInstanceOf(MysqlDialect.class);
    assertThat(Dialects.find("mysql+srv")).get().isInstanceOf(MysqlDialect.class);
  }

  @Test
  void readsTheVersionOfTheDriver() throws Exception {
    assertThat(dialect.version(new Driver()))
        .isEqualTo(DriverVersion.parse(Constants.CJ_VERSION))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({"TLS, REQUIRED", "PLAIN, DISABLED"})
  void setsEveryKeyThatHasToDoWithTlsAfterTheUsers(Transport transport, String mode)
      throws Exception {
    Map<String, String> users = new HashMap<>();
    users.put("connectTimeout", "5");
    for (String key :
        new String[] {
          "sslMode",
          "socketFactory",
          MysqlDialect.HANDLE,
          "useConfigs",
          "propertiesTransform",
          "dnsSrv"
        }) {
      users.put(key, "the user's");
    }

    assertThat(call(transport, users).properties())
        .containsEntry("connectTimeout", "5")
        .containsEntry("sslMode", mode)
        .containsEntry("socketFactory", MysqlSocketFactory.class.getName())
        .containsEntry(MysqlDialect.HANDLE, "the-handle")
        .containsEntry("useConfigs", "")
        .containsEntry("propertiesTransform", "")
        .containsEntry("dnsSrv", "false")
        .doesNotContainValue("the user's");
  }

  @Test
  void putsNeitherHandleNorPasswordIntoTheUrl() throws Exception {
    assertThat(call(Transport.TLS, Map.of()).url())
        .isEqualTo("jdbc:mysql:loadbalance://a:3306/my+db");
  }

  @Test
  void takesNoPublicKeyFromTheServerInPlainText() throws Exception {
    Map<String, String> retrieval = Map.of("allowPublicKeyRetrieval", "true");

    assertThat(call(Transport.PLAIN, retrieval).properties())
        .containsEntry("allowPublicKeyRetrieval", "false");
    assertThat(call(Transport.TLS, retrieval).properties())
        .containsEntry("allowPublicKeyRetrieval", "true");
  }

  /** Whatever is not plainly a no. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "yes", "Yes", "", "1", " false"})
  void refusesToRetrieveAKeyInEverySpelling(String value) throws Exception {
    DelegateUrl url = dialect.parse("mysql://h/d");

    assertThatThrownBy(
            () -> dialect.check(url, Map.of("allowPublicKeyRetrieval", value), SslMode.PREFER))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("allowPublicKeyRetrieval");
  }

  @ParameterizedTest
  @EnumSource
  void refusesToRetrieveAKeyWhereTheModeAllowsPlainText(SslMode mode) throws Exception {
    DelegateUrl url = dialect.parse("mysql://h/d");

    if (mode.requiresEncryption()) {
      assertThatCode(() -> dialect.check(url, Map.of("allowPublicKeyRetrieval", "true"), mode))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> dialect.check(url, Map.of("allowPublicKeyRetrieval", "true"), mode))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.WEAKENING_PARAMETER));
    }
    assertThatCode(() -> dialect.check(url, Map.of("allowPublicKeyRetrieval", "false"), mode))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "28000, 1045, DIALLED, LOGIN_REFUSED",
    "28000, 1045, CONFIRMED, LOGIN_REFUSED",
    "HY000, 3159, DIALLED, LOGIN_REFUSED",
    "HY000, 3159, CONFIRMED, FINAL",
    "HY000, 1040, DIALLED, FINAL",
    "08S01, 0, DIALLED, FINAL",
    "08001, 0, NEW, FINAL",
  })
  void takesARefusedLoginForAReasonToTryTheOtherTransport(
      String state, int code, Progress progress, Setback expected) {
    SQLException failure = new SQLException("no", state, code);

    assertThat(dialect.setback(failure, progress)).isEqualTo(expected);
    assertThat(dialect.setback(new SQLException("none left", "08001", failure), progress))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"DIALLED, LOGIN_REFUSED", "CONFIRMED, FINAL"})
  void triesTlsWhereTheDriverDoesNotLogInOverPlainText(Progress progress, Setback expected) {
    SQLException failure = new SQLException("Public Key Retrieval is not allowed", "08001");

    assertThat(dialect.setback(failure, progress)).isEqualTo(expected);
  }

  @Test
  void looksForTheReasonInAChainThatEnds() {
    SQLException failure = new SQLException("no", "08001");
    failure.initCause(new SQLException("no", "08001", failure));

    assertThat(dialect.setback(failure, Progress.DIALLED)).isEqualTo(Setback.FINAL);
  }

  @Test
  @SuppressWarnings("NullAway") // The driver's own classes are not annotated.
  void dialsNothingWithoutAPlan() {
    MysqlSocketFactory factory = new MysqlSocketFactory();

    assertThatThrownBy(() -> factory.connect("localhost", 3306, null, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No connection of jdbc-tls");
    assertThatThrownBy(() -> factory.performTlsHandshake(null, null))
        .isInstanceOf(RefusedIOException.class);
    assertThatThrownBy(() -> factory.performTlsHandshake(null, null, null))
        .isInstanceOf(RefusedIOException.class);
  }

  /** A way to dial or to make TLS that a later version adds must not pass by ours. */
  @Test
  void replacesAllThatDialsOrMakesTls() {
    for (java.lang.reflect.Method method : StandardSocketFactory.class.getDeclaredMethods()) {
      String name = method.getName();
      if (name.equals("connect")
          || name.equals("createSocket")
          || name.equals("performTlsHandshake")) {
        assertThatCode(
                () -> MysqlSocketFactory.class.getDeclaredMethod(name, method.getParameterTypes()))
            .as(method.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void touchesTheDriverInTwoClassesOnly() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.jdbctls");

    ArchRuleDefinition.noClasses()
        .that()
        .doNotHaveSimpleName("MysqlSocketFactory")
        .and()
        .doNotHaveSimpleName("MysqlConnections")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.mysql..")
        .check(classes);
  }
}
