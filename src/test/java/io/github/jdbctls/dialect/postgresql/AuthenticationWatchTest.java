package io.github.jdbctls.dialect.postgresql;

import static io.github.jdbctls.dialect.postgresql.BackendMessages.authenticationOk;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.cleartextPassword;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.error;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.joined;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.md5Password;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.message;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.negotiateProtocolVersion;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.notice;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.request;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.sasl;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.saslContinue;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.protocol.LoginWatch.Sight;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says during a login, and what of it asks for channel binding. */
class AuthenticationWatchTest {
  private static final byte[] BOUND = sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
  private static final byte[] UNBOUND = sasl("SCRAM-SHA-256");

  /** The last thing that is seen before the end, or the first that ends it. */
  private static Sight seen(byte[]... messages) throws ProtocolException {
    LoginWatch watch = new AuthenticationWatch();
    for (byte next : joined(messages)) {
      Sight sight = watch.see(next & 0xff);
      if (sight != Sight.LOGIN) {
        return sight;
      }
    }
    return Sight.LOGIN;
  }

  static Stream<Named<byte[]>> boundLogins() {
    return Stream.of(
        Named.of("at once", BOUND),
        Named.of("last of the list", sasl("SCRAM-SHA-256", "OAUTHBEARER", "SCRAM-SHA-256-PLUS")),
        Named.of("alone", sasl("SCRAM-SHA-256-PLUS")),
        Named.of("by another hash", sasl("SCRAM-SHA-512-PLUS", "SCRAM-SHA-256")),
        Named.of("without an end of the list", request(10, text("SCRAM-SHA-256-PLUS"))),
        Named.of("after a version", joined(negotiateProtocolVersion(), BOUND)),
        Named.of("after notices", joined(notice(), notice(), BOUND)),
        Named.of("after an empty message", joined(message('N', new byte[0]), BOUND)),
        Named.of("after another request", joined(md5Password(), BOUND)),
        Named.of("after an unbound login", joined(UNBOUND, saslContinue("r=x"), BOUND)),
        Named.of(
            "in a message that is longer", message('R', 2000, text("\0\0\0\nSCRAM-SHA-256-PLUS"))));
  }

  @ParameterizedTest
  @MethodSource("boundLogins")
  void findsABoundLogin(byte[] messages) throws Exception {
    assertThat(seen(messages)).isEqualTo(Sight.BOUND_LOGIN);
  }

  /** The driver has nothing to answer before the message is complete. */
  @Test
  void findsABoundLoginWithinItsMessage() throws Exception {
    LoginWatch watch = new AuthenticationWatch();
    int upToTheName = 5 + 4 + "SCRAM-SHA-256-PLUS".length();
    for (int i = 0; i < upToTheName; i++) {
      assertThat(watch.see(BOUND[i] & 0xff)).isEqualTo(Sight.LOGIN);
    }

    assertThat(watch.see(BOUND[upToTheName] & 0xff)).isEqualTo(Sight.BOUND_LOGIN);
  }

  static Stream<Named<byte[]>> otherLogins() {
    return Stream.of(
        Named.of("unbound", UNBOUND),
        Named.of("by password", cleartextPassword()),
        Named.of("by a salt that looks like a request", joined(md5Password(), notice())),
        Named.of("by a longer name", sasl("SCRAM-SHA-256-PLUS-X", "X-SCRAM-SHA-256-PLUS")),
        Named.of("by another case", sasl("scram-sha-256-plus")),
        Named.of(
            "by the name elsewhere", joined(request(11, text("SCRAM-SHA-256-PLUS")), notice())));
  }

  @ParameterizedTest
  @MethodSource("otherLogins")
  void passesOverOtherLogins(byte[] messages) throws Exception {
    assertThat(seen(messages)).isEqualTo(Sight.LOGIN);
    assertThat(seen(messages, authenticationOk())).isEqualTo(Sight.LOGIN_OVER);
    assertThat(seen(messages, BOUND)).isEqualTo(Sight.BOUND_LOGIN);
  }

  /** The driver reads up to the first empty name behind another one, wherever the message ends. */
  static Stream<Named<byte[]>> malformedLists() {
    return Stream.of(
        Named.of("nothing", request(10, new byte[0])),
        Named.of("no name", sasl()),
        Named.of("an empty name first", sasl("", "SCRAM-SHA-256-PLUS")),
        Named.of("names behind the end", sasl("SCRAM-SHA-256", "", "SCRAM-SHA-256-PLUS")),
        Named.of("a second end", sasl("SCRAM-SHA-256", "")),
        Named.of("no end", request(10, text("SCRAM-SHA-256"))),
        Named.of(
            "a name that does not end",
            request(10, "SCRAM-SHA-256-PLUS".getBytes(StandardCharsets.US_ASCII))),
        Named.of(
            "a name that goes on in another message",
            joined(
                request(10, "SCRAM-SHA-256-PL".getBytes(StandardCharsets.US_ASCII)),
                message('U', 'S' << 24, new byte[0]))));
  }

  @ParameterizedTest
  @MethodSource("malformedLists")
  void refusesAMalformedList(byte[] messages) {
    assertThatThrownBy(() -> seen(messages))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("list of SASL mechanisms");
    assertThatThrownBy(() -> seen(UNBOUND, messages)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void endsWithTheLogin() throws Exception {
    assertThat(seen(authenticationOk(), BOUND)).isEqualTo(Sight.LOGIN_OVER);
    assertThat(seen(error(), BOUND)).isEqualTo(Sight.LOGIN_OVER);
    assertThat(seen(notice(), UNBOUND, saslContinue("r=x"), authenticationOk()))
        .isEqualTo(Sight.LOGIN_OVER);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 4, 0, -1, Integer.MIN_VALUE, 2001, Integer.MAX_VALUE})
  void refusesARequestOfAnImpossibleLength(int length) {
    assertThatThrownBy(() -> seen(message('R', length, new byte[] {0, 0, 0, 0})))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("length: " + length);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 0, -1, Integer.MIN_VALUE})
  void refusesAnyMessageOfAnImpossibleLength(int length) {
    assertThatThrownBy(() -> seen(message('N', length, new byte[0])))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("length: " + length);
  }

  @Test
  void passesOverALongMessageOfAnotherKind() throws Exception {
    assertThat(seen(message('N', new byte[100_000]), BOUND)).isEqualTo(Sight.BOUND_LOGIN);
    assertThat(seen(message('N', Integer.MAX_VALUE, new byte[100]), BOUND)).isEqualTo(Sight.LOGIN);
  }

  @Test
  void isThereOnlyWhereTheDriverWouldBindIfItCould() {
    PostgresqlDialect dialect = new PostgresqlDialect();

    assertThat(dialect.loginWatch(Map.of())).isPresent();
    assertThat(dialect.loginWatch(Map.of("channelBinding", "prefer"))).isPresent();
    assertThat(dialect.loginWatch(Map.of("channelBinding", "disable"))).isEmpty();
    assertThat(dialect.loginWatch(Map.of("channelBinding", "require"))).isEmpty();
  }

  @Test
  void isOfOneConnection() {
    PostgresqlDialect dialect = new PostgresqlDialect();

    assertThat(dialect.loginWatch(Map.of()).orElseThrow())
        .isNotSameAs(dialect.loginWatch(Map.of()).orElseThrow());
  }
}
