package io.github.jdbctls.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.protocol.TlsRequest.Answer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlTlsTest {
  private static final MysqlTls TLS = new MysqlTls();

  /** As Connector/J writes it. */
  private static byte[] request() {
    byte[] request = new byte[36];
    byte[] beginning = {32, 0, 0, 1, -121, -118 | 0x0a, -73, 1, -1, -1, -1, 0, -1};
    System.arraycopy(beginning, 0, request, 0, beginning.length);
    return request;
  }

  static Stream<Integer> everyLengthBeforeTheEnd() {
    return IntStream.range(0, 36).boxed();
  }

  @ParameterizedTest
  @MethodSource("everyLengthBeforeTheEnd")
  void permitsEachBeginningOfARequestWhichIsNotComplete(int length) {
    byte[] beginning = Arrays.copyOf(request(), length);

    assertThat(TLS.permits(beginning)).isTrue();
    assertThat(TLS.isComplete(beginning)).isFalse();
  }

  @Test
  void permitsAWholeRequestAndNothingBehindIt() {
    assertThat(TLS.permits(request())).isTrue();
    assertThat(TLS.isComplete(request())).isTrue();
    assertThat(TLS.permits(Arrays.copyOf(request(), 37))).isFalse();
    assertThat(TLS.isComplete(Arrays.copyOf(request(), 37))).isFalse();
  }

  static Stream<Integer> everyPlaceThatIsFixed() {
    return IntStream.range(0, 32).filter(place -> place < 4 || place > 12).boxed();
  }

  @ParameterizedTest
  @MethodSource("everyPlaceThatIsFixed")
  void refusesAnythingElseInAPlaceThatIsFixed(int place) {
    byte[] altered = request();
    altered[place]++;

    assertThat(TLS.permits(altered)).isFalse();
    assertThat(TLS.permits(Arrays.copyOf(altered, place + 1))).isFalse();
    assertThat(TLS.isComplete(altered)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 7, 8, 9, 10, 11, 12, 32, 33, 34, 35})
  void leavesToTheClientWhatSaysNothingOfTheUser(int place) {
    byte[] altered = request();
    altered[place] = (byte) ~altered[place];

    assertThat(TLS.isComplete(altered)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x08, 0x02, 0x0a})
  void refusesARequestWithoutTlsOrOfTheOldProtocol(int missing) {
    byte[] altered = request();
    altered[5] &= (byte) ~missing;

    assertThat(TLS.permits(altered)).isFalse();
  }

  @Test
  void refusesALoginInPlaceOfTheRequest() {
    byte[] login = Arrays.copyOf(request(), 90);
    login[0] = 86;

    assertThat(TLS.permits(Arrays.copyOf(login, 1))).isFalse();
    assertThat(TLS.permits(login)).isFalse();
  }

  @Test
  void hasNothingToSayWithoutTheDriverAndNothingToReadAfterTheGreeting() {
    assertThat(TLS.bytes()).isEmpty();
    assertThat(TLS.isDirect()).isFalse();
    assertThat(TLS.applicationProtocol()).isEmpty();
    assertThat(TLS.answer('S')).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void followsEachConnectionsGreetingByItself() {
    assertThat(TLS.greeting().orElseThrow()).isNotSameAs(TLS.greeting().orElseThrow());
  }
}
