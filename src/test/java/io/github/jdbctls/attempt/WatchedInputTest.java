package io.github.jdbctls.attempt;

import static io.github.jdbctls.dialect.postgresql.BackendMessages.authenticationOk;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.joined;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.md5Password;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.negotiateProtocolVersion;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.notice;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.sasl;
import static io.github.jdbctls.dialect.postgresql.BackendMessages.saslContinue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server whose certificate is signed by EdDSA, and what of its words reaches the driver. */
class WatchedInputTest {
  private static final byte[] BOUND = sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
  private static final byte[] BEFORE = joined(negotiateProtocolVersion(), notice());

  /** After the login anything goes, also what looks like a request for one. */
  private static final byte[] UNBOUND_LOGIN =
      joined(
          BEFORE,
          sasl("SCRAM-SHA-256"),
          saslContinue("r=1,s=2,i=3"),
          authenticationOk(),
          BOUND,
          new byte[] {0, -1, 'R'});

  private static final TestCertificate EDWARDS =
      TestCertificate.leaf("db").dnsName("db").algorithm(KeyAlgorithm.ED25519).selfSigned();

  private Attempt attempt = attempt();

  private static Optional<LoginWatch> watch() {
    return new PostgresqlDialect().loginWatch(Map.of());
  }

  private static Attempt attempt() {
    TlsContext context = TestTlsContext.showing(EDWARDS);
    return Attempt.overTls(
        new HostPort("db", 5432),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432),
        new DirectTls(Optional.empty()),
        new TlsTerms(context, () -> context, ClientCertificateMode.ALLOW, watch()));
  }

  private InputStream watched(InputStream plain) {
    return new WatchedInput(attempt, EDWARDS.certificate(), watch().orElseThrow(), plain);
  }

  /** The bytes in two reads, the first of so many. */
  private InputStream watched(byte[] bytes, int first) {
    return watched(
        new SequenceInputStream(
            new ByteArrayInputStream(bytes, 0, first),
            new ByteArrayInputStream(bytes, first, bytes.length - first)));
  }

  private static byte[] readByBlocks(InputStream input, int size) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[size + 2];
    for (int count = input.read(block, 1, size); count >= 0; count = input.read(block, 1, size)) {
      all.write(block, 1, count);
    }
    return all.toByteArray();
  }

  @Test
  void handsOnAnUnboundLoginHoweverItArrives() throws Exception {
    for (int first = 0; first <= UNBOUND_LOGIN.length; first++) {
      assertThat(readByBlocks(watched(UNBOUND_LOGIN, first), 1000)).isEqualTo(UNBOUND_LOGIN);
    }
    for (int size = 1; size <= UNBOUND_LOGIN.length; size++) {
      assertThat(readByBlocks(watched(UNBOUND_LOGIN, 0), size)).isEqualTo(UNBOUND_LOGIN);
    }
    assertThat(attempt.problem()).isEmpty();
  }

  @Test
  void refusesABoundLoginHoweverItArrives() throws Exception {
    byte[] login = joined(BEFORE, BOUND);
    for (int first = 0; first <= login.length; first++) {
      attempt = attempt();
      InputStream input = watched(login, first);

      assertThatThrownBy(() -> readByBlocks(input, 1000)).isInstanceOf(RefusedIOException.class);
      assertThat(attempt.problem()).isPresent();
    }
    for (int size = 1; size <= login.length; size++) {
      attempt = attempt();
      InputStream input = watched(login, 0);
      int block = size;

      assertThatThrownBy(() -> readByBlocks(input, block)).isInstanceOf(RefusedIOException.class);
      assertThat(attempt.problem()).isPresent();
    }
  }

  @Test
  void refusesABoundLoginThatIsReadByteByByte() throws Exception {
    InputStream input = watched(BOUND, 0);
    int upToTheName = 5 + 4 + "SCRAM-SHA-256-PLUS".length();
    for (int i = 0; i < upToTheName; i++) {
      assertThat(input.read()).isEqualTo(BOUND[i]);
    }

    assertThatThrownBy(input::read).isInstanceOf(RefusedIOException.class);
    assertThatThrownBy(input::read).isInstanceOf(RefusedIOException.class);
    assertThatThrownBy(() -> input.skip(1)).isInstanceOf(RefusedIOException.class);
  }

  @Test
  void refusesABoundLoginThatIsSkipped() {
    InputStream input = watched(joined(BOUND, authenticationOk()), 0);

    assertThatThrownBy(() -> input.skip(BOUND.length)).isInstanceOf(RefusedIOException.class);
  }

  @Test
  void saysWhatTheServerAskedForAndWhatToDo() {
    InputStream input = watched(joined(md5Password(), BOUND), 0);

    assertThatThrownBy(input::readAllBytes)
        .isInstanceOfSatisfying(
            RefusedIOException.class,
            e -> {
              Problem problem = e.problem();
              assertThat(problem.failure()).isEqualTo(TlsFailure.CHANNEL_BINDING);
              assertThat(problem.found())
                  .contains("db:5432", "SCRAM-SHA-256-PLUS", "signed with Ed25519");
              assertThat(problem.remedy()).contains("channel_binding=disable", "ECDSA");
              assertThat(attempt.problem()).hasValue(problem);
            });
  }

  @Test
  void readsNothingMoreOfWhatIsNoMessage() {
    InputStream input = watched(new byte[] {'R', 0, 0, 0, 0, 0, 0, 0, 10}, 0);

    assertThatThrownBy(input::readAllBytes).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(input::read).isInstanceOf(ProtocolException.class);
  }

  @Test
  void tellsWhatIsAvailableAndCloses() throws Exception {
    boolean[] closed = new boolean[1];
    InputStream plain =
        new ByteArrayInputStream(Arrays.copyOf(UNBOUND_LOGIN, 7)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (InputStream input = watched(plain)) {
      assertThat(input.available()).isEqualTo(7);
    }
    assertThat(closed).containsExactly(true);
  }
}
