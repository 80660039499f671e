package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.delegate.Captured;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** A handle that was copied into a URL of pgjdbc's own. */
class HandleIT extends WithStubDelegate {
  /** As somebody would connect who has seen the properties of a connect. */
  private static void connectWithCopy(DriverHooks seen, int port, String mode) throws SQLException {
    Properties info = new Properties();
    info.setProperty("user", USER);
    info.setProperty("password", "battery-staple");
    for (String key : seen.info().stringPropertyNames()) {
      if (key.matches("(?i)socketfactory(arg)?|sslfactory(arg)?")) {
        info.setProperty(key, seen.info().getProperty(key));
      }
    }
    assertThat(info).hasSize(6);
    Connection connection =
        new Driver()
            .connect("jdbc:postgresql://localhost:" + port + "/secrets?sslmode=" + mode, info);
    if (connection != null) {
      connection.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require", "verify-full"})
  void opensNothingElseWhileItsAttemptIsUnderWay(String mode) throws Exception {
    try (ScriptedProxy elsewhere = ScriptedProxy.before(server.port(), ProxyScript.passThrough())) {
      StubDelegate.install(
          hooks -> {
            assertThatThrownBy(() -> connectWithCopy(hooks, elsewhere.port(), mode))
                .isInstanceOf(SQLException.class);
            return StubConnection.onNothing();
          });

      assertThat(refused(TlsFailure.HANDLE_REFUSED)).hasMessageContaining("another host");

      assertThat(elsewhere.connections()).isZero();
    }
  }

  /** To its own host it opens what the attempt itself may open: TLS, and nothing in clear text. */
  @Test
  void sendsNoClearTextToItsOwnHostEither() {
    StubDelegate.install(
        hooks -> {
          assertThatThrownBy(() -> connectWithCopy(hooks, wire.port(), "disable"))
              .isInstanceOf(SQLException.class);
          return StubConnection.onNothing();
        });

    refused(TlsFailure.CLEAR_TEXT_PREVENTED);

    wire.awaitClientsGone(1);
    assertThat(wire.fromClient().bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require", "verify-full"})
  void opensNothingWhileTheConnectionStands(String mode) throws Exception {
    Captured<DriverHooks> seen = new Captured<>();
    StubDelegate.install(
        hooks -> {
          seen.set(hooks);
          return StubConnection.over(hooks.secured());
        });

    try (Connection connection = connect(USER)) {
      assertThat(isClosed(connection)).isFalse();
      assertOpensNothing(seen.get(), mode);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require", "verify-full"})
  void opensNothingAfterAFailedAttempt(String mode) {
    Captured<DriverHooks> seen = new Captured<>();
    StubDelegate.install(
        hooks -> {
          seen.set(hooks);
          throw new SQLException("a reason of the driver's own", "XX000");
        });
    assertThatThrownBy(() -> connect(USER)).hasMessage("a reason of the driver's own");

    assertOpensNothing(seen.get(), mode);
  }

  private void assertOpensNothing(DriverHooks seen, String mode) {
    int before = wire.connections();

    assertThatThrownBy(() -> connectWithCopy(seen, wire.port(), mode))
        .isInstanceOf(SQLException.class)
        .hasStackTraceContaining("No attempt has this handle");

    assertThat(wire.connections()).isEqualTo(before);
  }

  @Test
  void isAnotherOneForEachAttempt() {
    StubDelegate stub = StubDelegate.install(hooks -> null);

    refused(TlsFailure.TLS_NOT_PROVEN);
    refused(TlsFailure.TLS_NOT_PROVEN);

    assertThat(stub.calls())
        .extracting(DriverHooks::handle)
        .doesNotHaveDuplicates()
        .allSatisfy(handle -> assertThat(handle).matches("[A-Za-z0-9_-]{43}"));
  }
}
