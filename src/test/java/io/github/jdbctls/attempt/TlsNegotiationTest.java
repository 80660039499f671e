package io.github.jdbctls.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.settings.SslNegotiation;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may leave in clear text, whatever was sent before and by how many writes. */
class TlsNegotiationTest {
  private static final byte[] REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47};

  private final TlsRequest postgresql = new PostgresqlDialect().tlsRequest(SslNegotiation.POSTGRES);
  private final TlsNegotiation negotiation = new TlsNegotiation(postgresql);

  private static boolean send(TlsNegotiation negotiation, byte... bytes) {
    return negotiation.send(bytes, 0, bytes.length);
  }

  @Test
  void letsTheRequestOutOnceAndNothingAfterIt() {
    assertThat(send(negotiation, REQUEST)).isTrue();
    assertThat(negotiation.readable()).isEqualTo(1);

    assertThat(send(negotiation, REQUEST)).isFalse();
    assertThat(send(negotiation, (byte) 0)).isFalse();
  }

  @Test
  void letsTheRequestOutByteByByte() {
    for (int i = 0; i < REQUEST.length; i++) {
      assertThat(negotiation.readable()).isZero();
      assertThat(negotiation.send(REQUEST, i, 1)).isTrue();
    }
    assertThat(negotiation.readable()).isEqualTo(1);
  }

  @Test
  void doesNotCountWhatItHasHeldBack() {
    assertThat(send(negotiation, "user app".getBytes(UTF_8))).isFalse();
    assertThat(negotiation.readable()).isZero();
    assertThat(send(negotiation, REQUEST)).isTrue();
  }

  /** A dialect from outside may do with what it is shown what it likes. */
  @Test
  void keepsItsRecordWhateverADialectDoesWithWhatItIsShown() {
    TlsNegotiation shown =
        new TlsNegotiation(
            new TlsRequest() {
              @Override
              public boolean permits(byte[] sent) {
                boolean permitted = postgresql.permits(sent);
                Arrays.fill(sent, (byte) 1);
                return permitted;
              }

              @Override
              public boolean isComplete(byte[] sent) {
                boolean complete = postgresql.isComplete(sent);
                Arrays.fill(sent, (byte) 1);
                return complete;
              }

              @Override
              public byte[] bytes() {
                return postgresql.bytes();
              }

              @Override
              public Answer answer(int first) {
                return postgresql.answer(first);
              }

              @Override
              public Optional<String> applicationProtocol() {
                return Optional.empty();
              }
            });

    assertThat(shown.send(REQUEST, 0, 4)).isTrue();
    assertThat(shown.readable()).isZero();
    assertThat(shown.send(REQUEST, 4, 4)).isTrue();
    assertThat(shown.readable()).isEqualTo(1);
    assertThat(shown.readable()).isEqualTo(1);
    assertThat(send(shown, REQUEST)).isFalse();
  }
}
