package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancel request that cannot be sent securely: it is not sent, and the log says so. */
@Timeout(120)
class CancelRefusalIT {
  /** The code of a CancelRequest, which is followed by the key. */
  private static final String CANCEL_CODE = "\u0004\u00d2\u0016.";

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  static Stream<Arguments> answersToCancels() {
    TestCertificate stranger = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    return Stream.of(
            Named.of("there is no TLS", ProxyScript.stripTls()),
            Named.of("an unknown certificate", ProxyScript.manInTheMiddle(stranger)),
            Named.of("an error", ProxyScript.answerError("53300", "too many connections")),
            Named.of("nothing", ProxyScript.closeInsteadOfAnswer()))
        .flatMap(answer -> Stream.of(Cancellation.values()).map(way -> Arguments.of(answer, way)));
  }

  @ParameterizedTest
  @MethodSource("answersToCancels")
  void warnsAndSendsNothingOfTheKeyWhereTheAnswerIs(ProxyScript answer, Cancellation way)
      throws Exception {
    AtomicInteger connections = new AtomicInteger();
    ProxyScript script =
        connection ->
            (connections.getAndIncrement() == 0 ? ProxyScript.passThrough() : answer)
                .play(connection);
    try (ScriptedProxy proxy = ScriptedProxy.before(postgres.server().port(), script);
        Connection connection = postgres.connectTo("localhost:" + proxy.port());
        Statement statement = connection.createStatement()) {
      way.inVain(postgres, statement, () -> !warnings.texts().isEmpty());

      assertThat(connections).hasValue(2);
      assertThat(ask(connection, "SELECT 'on'")).isEqualTo("on");
      assertThat(warnings.texts())
          .singleElement(STRING)
          .contains("cancel request", "localhost:" + proxy.port(), "was not sent");
      assertThat(new String(proxy.fromClient().bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain(CANCEL_CODE);
      assertThat(new String(proxy.decrypted().bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain(CANCEL_CODE);
    }
  }
}
