package io.github.jdbctls.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.protocol.TlsRequest.Answer;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlGreetingTest {
  private static final int WITH_TLS = 0xffff;
  private static final int WITHOUT_TLS = 0xffff & ~0x800;

  /** What the fields up to the capabilities' upper half take at least. */
  private static final int SHORTEST = fields(WITH_TLS, "8.4.0").length - "salt, method".length();

  private static byte[] fields(int capabilities, String version) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    fields.write(10);
    fields.writeBytes((version + "\0").getBytes(StandardCharsets.UTF_8));
    fields.writeBytes(new byte[] {1, 0, 0, 0, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 0});
    fields.write(capabilities & 0xff);
    fields.write(capabilities >> 8);
    fields.writeBytes(new byte[] {45, 2, 0, -1, -1});
    fields.writeBytes("salt, method".getBytes(StandardCharsets.UTF_8));
    return fields.toByteArray();
  }

  private static byte[] packet(int length, int number, byte[] payload) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(length);
    packet.write(length >> 8);
    packet.write(length >> 16);
    packet.write(number);
    packet.writeBytes(payload);
    return packet.toByteArray();
  }

  private static byte[] packet(byte[] payload) {
    return packet(payload.length, 0, payload);
  }

  /** Takes what it wants of what there is, in pieces, and returns how much that was. */
  private static int feed(Greeting greeting, byte[] bytes, int piece) throws ProtocolException {
    int fed = 0;
    while (fed < bytes.length && greeting.wanted() > 0) {
      int length = Math.min(Math.min(piece, greeting.wanted()), bytes.length - fed);
      greeting.take(bytes, fed, length);
      fed += length;
    }
    return fed;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000})
  void readsWhetherThereIsTlsInPiecesOfAnyLength(int piece) throws Exception {
    Greeting with = new MysqlGreeting();
    Greeting without = new MysqlGreeting();

    feed(with, packet(fields(WITH_TLS, "8.4.0")), piece);
    feed(without, packet(fields(WITHOUT_TLS, "11.8.2-MariaDB")), piece);

    assertThat(with.answer()).contains(Answer.ACCEPTED);
    assertThat(without.answer()).contains(Answer.NO_TLS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void wantsNotOneByteBeyondThePacket(int piece) throws Exception {
    byte[] packet = packet(fields(WITH_TLS, "8.4.0"));
    byte[] injected = Arrays.copyOf(packet, packet.length + 20);
    Greeting greeting = new MysqlGreeting();

    int fed = feed(greeting, injected, piece);

    assertThat(fed).isEqualTo(packet.length);
    assertThat(greeting.wanted()).isZero();
  }

  @Test
  void neverWantsMoreThanIsCertain() throws Exception {
    byte[] packet = packet(fields(WITH_TLS, "8.4.0"));
    Greeting greeting = new MysqlGreeting();

    for (int i = 0; i < packet.length; i++) {
      assertThat(greeting.wanted()).isEqualTo(i < 4 ? 4 - i : packet.length - i);
      assertThat(greeting.answer()).isEmpty();
      greeting.take(packet, i, 1);
    }

    assertThat(greeting.answer()).contains(Answer.ACCEPTED);
  }

  @Test
  void leavesAnErrorToTheDriver() throws Exception {
    Greeting greeting = new MysqlGreeting();

    feed(greeting, packet("\u00ff\u0010\u0004Too many".getBytes(StandardCharsets.ISO_8859_1)), 5);

    assertThat(greeting.answer()).contains(Answer.REPORTED);
  }

  static Stream<Integer> everyLengthThatIsTooShort() {
    return IntStream.range(1, SHORTEST).boxed();
  }

  @ParameterizedTest
  @MethodSource("everyLengthThatIsTooShort")
  void refusesAPacketThatEndsBeforeItsCapabilities(int length) {
    byte[] payload = Arrays.copyOf(fields(WITH_TLS, "8.4.0"), length);
    Greeting greeting = new MysqlGreeting();

    assertThatThrownBy(() -> feed(greeting, packet(payload), 100))
        .isInstanceOf(ProtocolException.class);
    assertThat(greeting.answer()).isEmpty();
  }

  @Test
  void takesTheShortestThatHasAllFields() throws Exception {
    Greeting greeting = new MysqlGreeting();

    feed(greeting, packet(Arrays.copyOf(fields(WITH_TLS, "8.4.0"), SHORTEST)), 100);

    assertThat(greeting.answer()).contains(Answer.ACCEPTED);
  }

  @Test
  void saysNothingOfAPacketThatIsNotThereYet() throws Exception {
    byte[] fields = fields(WITH_TLS, "8.4.0");
    Greeting greeting = new MysqlGreeting();

    feed(greeting, packet(fields.length + 1, 0, fields), 100);

    assertThat(greeting.answer()).isEmpty();
    assertThat(greeting.wanted()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_537, 0xffffff})
  void refusesALengthThatNoGreetingHas(int length) {
    assertThatThrownBy(
            () -> feed(new MysqlGreeting(), packet(length, 0, fields(WITH_TLS, "8.4.0")), 4))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void takesTheLongestThatIsAllowed() throws Exception {
    Greeting greeting = new MysqlGreeting();

    feed(greeting, packet(Arrays.copyOf(fields(WITHOUT_TLS, "8.4.0"), 65_536)), 1500);

    assertThat(greeting.answer()).contains(Answer.NO_TLS);
  }

  @Test
  void refusesAVersionWithoutEnd() {
    byte[] payload = fields(WITH_TLS, "x".repeat(65_000));
    Arrays.fill(payload, 1, payload.length, (byte) 'x');

    assertThatThrownBy(() -> feed(new MysqlGreeting(), packet(payload), 100))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 11, 'S', 22, 0xfe})
  void refusesAnotherKindOnItsFirstByte(int kind) {
    byte[] payload = fields(WITH_TLS, "8.4.0");
    payload[0] = (byte) kind;
    byte[] beginning = Arrays.copyOf(packet(payload), 5);

    assertThatThrownBy(() -> feed(new MysqlGreeting(), beginning, 1))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(String.valueOf(kind));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255})
  void refusesAPacketThatIsNotTheFirst(int number) {
    byte[] payload = fields(WITH_TLS, "8.4.0");

    assertThatThrownBy(() -> feed(new MysqlGreeting(), packet(payload.length, number, payload), 4))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void takesNoMoreThanItWanted() {
    assertThatThrownBy(() -> new MysqlGreeting().take(new byte[5], 0, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
