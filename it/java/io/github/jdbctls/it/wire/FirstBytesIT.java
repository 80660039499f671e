package io.github.jdbctls.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import io.github.jdbctls.it.net.TlsRecord;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.wire.ClientHello;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Six modes, two ways to begin TLS, a server with TLS and one without: all that a client says, from
 * its first byte.
 */
class FirstBytesIT {
  /** The version in a StartupMessage, where the code stands in a request for TLS. */
  private static final int PROTOCOL_3 = 3;

  private static final String OFFERED = "postgresql";

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;
  private static boolean hasTls = true;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private enum Negotiation {
    POSTGRES,
    DIRECT
  }

  /** What is on the wire until the end of the connection. */
  private enum Wire {
    PLAIN(false),
    /** On two connections, one after the other. */
    REQUEST_THEN_PLAIN(false),
    REQUEST_ONLY(true),
    REQUEST_THEN_TLS(false),
    TLS(false),
    HELLO_ONLY(true);

    private final boolean refused;

    Wire(boolean refused) {
      this.refused = refused;
    }
  }

  private record Cell(SslMode mode, Negotiation negotiation, boolean serverHasTls) {
    static Stream<Cell> all() {
      return Stream.of(SslMode.values())
          .flatMap(mode -> Stream.of(Negotiation.values()).map(n -> new Cell(mode, n, true)))
          .filter(cell -> cell.negotiation == Negotiation.POSTGRES || cell.allowsDirect())
          .flatMap(cell -> Stream.of(true, false).map(tls -> cell.with(tls)));
    }

    private boolean allowsDirect() {
      return !mode.isWeakerThan(SslMode.REQUIRE);
    }

    private Cell with(boolean tls) {
      return new Cell(mode, negotiation, tls);
    }

    /** What the modes and the protocol say, put down a second time. */
    Wire expected() {
      if (negotiation == Negotiation.DIRECT) {
        return serverHasTls ? Wire.TLS : Wire.HELLO_ONLY;
      }
      return switch (mode) {
        case DISABLE, ALLOW -> Wire.PLAIN;
        case PREFER -> serverHasTls ? Wire.REQUEST_THEN_TLS : Wire.REQUEST_THEN_PLAIN;
        case REQUIRE, VERIFY_CA, VERIFY_FULL ->
            serverHasTls ? Wire.REQUEST_THEN_TLS : Wire.REQUEST_ONLY;
      };
    }

    Connection connect(int port) throws SQLException {
      return postgres.connectTo(
          "localhost:" + port,
          "sslmode=" + mode.parameterValue(),
          "sslnegotiation=" + negotiation.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return mode.parameterValue()
          + ", "
          + negotiation.name().toLowerCase(Locale.ROOT)
          + ", server "
          + (serverHasTls ? "with" : "without")
          + " TLS: "
          + expected().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static Stream<Cell> cells() {
    return Cell.all();
  }

  @Test
  void areLookedAtInEveryCombinationThatIsAllowed() {
    assertThat(Cell.all()).hasSize(2 * 6 + 2 * 3).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void areWhatModeAndNegotiationSay(Cell cell) throws Exception {
    if (cell.serverHasTls != hasTls) {
      postgres
          .server()
          .reconfigure(
              cell.serverHasTls
                  ? PostgresSettings.tls(postgres.certificate())
                  : PostgresSettings.withoutTls());
      hasTls = cell.serverHasTls;
    }
    try (ScriptedProxy wire =
        ScriptedProxy.before(postgres.server().port(), ProxyScript.passThrough())) {
      Throwable refusal = catchThrowable(() -> connectAndAsk(cell, wire.port()));
      int expectedConnections = cell.expected() == Wire.REQUEST_THEN_PLAIN ? 2 : 1;
      wire.awaitClientsGone(expectedConnections);

      assertThat(wire.connections()).isEqualTo(expectedConnections);
      assertWire(cell.expected(), wire.fromClient().bytes());
      assertOutcome(cell, refusal);
    }
  }

  private static void connectAndAsk(Cell cell, int port) throws SQLException {
    try (Connection connection = cell.connect(port)) {
      boolean encrypted = cell.expected() == Wire.TLS || cell.expected() == Wire.REQUEST_THEN_TLS;
      assertThat(TlsInfo.of(connection).isPresent()).isEqualTo(encrypted);
    }
  }

  private static void assertOutcome(Cell cell, @Nullable Throwable refusal) {
    if (cell.expected().refused) {
      assertThat(refusal).isInstanceOf(SQLException.class);
    } else {
      assertThat(refusal).isNull();
    }
  }

  private static void assertWire(Wire expected, byte[] sent) {
    byte[] request = StartupProtocol.sslRequest();
    byte[] afterRequest =
        Arrays.copyOfRange(sent, Math.min(request.length, sent.length), sent.length);
    switch (expected) {
      case PLAIN -> assertStartupMessage(sent);
      case REQUEST_THEN_PLAIN -> {
        assertThat(sent).startsWith(request);
        assertStartupMessage(afterRequest);
      }
      case REQUEST_ONLY -> assertThat(sent).isEqualTo(request);
      case REQUEST_THEN_TLS -> {
        assertThat(sent).startsWith(request);
        assertTlsOnly(afterRequest);
      }
      case TLS -> assertTlsOnly(sent);
      case HELLO_ONLY -> assertHelloOnly(sent);
    }
  }

  /**
   * The server hangs up as soon as it sees no StartupMessage, so the ClientHello may be cut off.
   */
  private static void assertHelloOnly(byte[] sent) {
    assertThat(sent).startsWith(TlsRecord.HANDSHAKE, 3);
    assertThat(sent[5]).isEqualTo((byte) TlsRecord.CLIENT_HELLO);
    assertThat(TlsRecord.in(sent))
        .as("nothing that was encrypted for anybody, and one message")
        .filteredOn(record -> record.type() != TlsRecord.ALERT)
        .singleElement()
        .satisfies(record -> assertThat(record.type()).isEqualTo(TlsRecord.HANDSHAKE));
    assertThat(new String(sent, StandardCharsets.ISO_8859_1))
        .doesNotContain(VerifiedPostgres.USER + "\0");
  }

  private static void assertStartupMessage(byte[] sent) {
    ByteBuffer message = ByteBuffer.wrap(sent);
    assertThat(message.getInt()).as("its length").isBetween(8, sent.length);
    assertThat(message.getShort()).as("its version").isEqualTo((short) PROTOCOL_3);
    assertThat(new String(sent, StandardCharsets.ISO_8859_1))
        .contains("user\0" + VerifiedPostgres.USER + "\0");
  }

  /** Records from end to end, the first of which is a ClientHello with the protocol's name. */
  private static void assertTlsOnly(byte[] sent) {
    assertThat(TlsRecord.in(sent)).isNotEmpty();
    assertThat(ClientHello.in(sent).applicationProtocols()).containsExactly(OFFERED);
    assertThat(ClientHello.in(sent).serverNames()).containsExactly("localhost");
    assertThat(new String(sent, StandardCharsets.ISO_8859_1))
        .doesNotContain(VerifiedPostgres.USER + "\0");
  }
}
