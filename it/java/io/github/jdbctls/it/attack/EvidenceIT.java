package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.INTERNAL;
import static io.github.jdbctls.TlsFailure.TLS_NOT_PROVEN;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.delegate.Captured;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that does not use our TLS, or uses it for something else than its connection. */
class EvidenceIT extends WithStubDelegate {
  @Test
  void closesAndReportsAConnectionOnASocketOfTheDriversOwn() throws Exception {
    Captured<Connection> returned = new Captured<>();
    StubDelegate.install(
        hooks -> {
          return returned.set(StubConnection.over(plainSocket(hooks)));
        });

    assertThat(refused(TLS_NOT_PROVEN)).hasMessageContaining("localhost:" + wire.port());

    assertThat(returned.get().isClosed()).isTrue();
    assertThat(TlsInfo.of(returned.get())).isEmpty();
    wire.awaitClientsGone(1);
  }

  /** Both connects have equal settings, run at the same time, and share the context. */
  @Test
  void takesNoOtherThreadsHandshakeForProof() throws Exception {
    CountDownLatch shaken = new CountDownLatch(1);
    CountDownLatch plainReturned = new CountDownLatch(1);
    StubDelegate.install(
        hooks -> {
          if (hooks.user().equals("honest")) {
            Connection connection = StubConnection.over(hooks.secured());
            shaken.countDown();
            await(plainReturned);
            return connection;
          }
          await(shaken);
          return StubConnection.over(plainSocket(hooks));
        });

    CompletableFuture<Connection> honest =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return connect("honest");
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
            });
    refused(TLS_NOT_PROVEN);
    plainReturned.countDown();

    try (Connection connection = honest.get(20, SECONDS)) {
      assertThat(TlsInfo.of(connection).flatMap(TlsInfo::verifiedName)).hasValue("localhost");
      refused(TLS_NOT_PROVEN);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void takesNoEarlierAttemptsHandshakeForProof() throws Exception {
    StubDelegate.install(
        hooks ->
            StubConnection.over(
                hooks.user().equals("honest") ? hooks.secured() : plainSocket(hooks)));

    try (Connection connection = connect("honest")) {
      assertThat(isClosed(connection)).isFalse();
      refused(TLS_NOT_PROVEN);
    }
  }

  static Stream<Named<Misuse>> brokenProofs() {
    return Stream.of(
        Named.of("tls closed", hooks -> hooks.secured().close()),
        Named.of(
            "raw socket closed",
            hooks -> {
              Socket raw = hooks.answered();
              hooks.layered(raw).startHandshake();
              raw.close();
            }),
        Named.of("no handshake", hooks -> hooks.layered(hooks.answered())),
        Named.of("no tls", DriverHooks::answered),
        Named.of("no request", DriverHooks::connected),
        Named.of("no connection", hooks -> hooks.sockets().createSocket()),
        Named.of("nothing", hooks -> {}));
  }

  @ParameterizedTest
  @MethodSource("brokenProofs")
  void refusesAConnectionWithoutAHandshakeOnAnOpenSocketOfOurs(Misuse proof) throws Exception {
    Captured<Connection> returned = new Captured<>();
    StubDelegate.install(
        hooks -> {
          proof.by(hooks);
          return returned.set(StubConnection.over(plainSocket(hooks)));
        });

    refused(TLS_NOT_PROVEN);

    assertThat(returned.get().isClosed()).isTrue();
  }

  /**
   * The limit of the evidence: which socket a connection writes to only its driver knows. A driver
   * that keeps a proven socket open and works over another one is not found out; with pgjdbc's
   * versions that are allowed there is none.
   */
  @Test
  void doesNotSeeASecondSocketBesideAnOpenAndProvenOne() throws Exception {
    StubDelegate.install(
        hooks -> {
          hooks.secured();
          return StubConnection.over(plainSocket(hooks));
        });

    try (Connection connection = connect(USER)) {
      assertThat(TlsInfo.of(connection)).isPresent();
    }
  }

  @Test
  void reportsADriverThatReturnsNothing() {
    StubDelegate.install(hooks -> null);

    assertThat(refused(TLS_NOT_PROVEN)).hasMessageContaining("returned no connection");
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNTIME_EXCEPTION", "LINKAGE_ERROR"})
  void reportsAFaultOfTheDriver(DriverFailure failure) {
    StubDelegate.install(hooks -> failure.end());

    assertThat(refused(INTERNAL).getCause()).isNotNull();
  }

  @Test
  void hidesNoFailureOfTheDriversOwn() {
    StubDelegate.install(hooks -> DriverFailure.EXCEPTION.end());

    assertThatThrownBy(() -> connect(USER))
        .isExactlyInstanceOf(SQLException.class)
        .hasMessage("a reason of the driver's own");
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "RUNTIME_EXCEPTION"})
  void reportsAnUnprovenConnectionThatCannotEvenBeClosed(DriverFailure failure) {
    StubDelegate.install(hooks -> StubConnection.closingWith(() -> failure.end()));

    assertThat(refused(TLS_NOT_PROVEN).getSuppressed()).hasSize(1);
  }

  /** A server with the right name from an authority that is not trusted. */
  @Test
  void refusesAConnectionAfterAHandshakeThatWasRefused() throws Exception {
    TestCertificate untrusted = TestCertificate.leaf("localhost").dnsName("localhost").selfSigned();
    Captured<Connection> returned = new Captured<>();
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          assertThatThrownBy(tls::startHandshake).isInstanceOf(IOException.class);
          assertThatThrownBy(tls::getOutputStream).isInstanceOf(IOException.class);
          assertThat(tls.getSession().getProtocol()).isEqualTo("NONE");
          return returned.set(StubConnection.over(tls));
        });
    try (ResumingTlsServer impostor = ResumingTlsServer.start(untrusted, "TLSv1.3");
        ScriptedProxy other = ScriptedProxy.before(impostor.port(), ProxyScript.passThrough())) {
      refused(UNTRUSTED_CHAIN, other.port());
      assertThat(returned.get().isClosed()).isTrue();
    }
  }

  /** With {@code prefer} only a no of the server, or a refused login inside TLS, leads to plain. */
  @Test
  void goesOnInPlainTextOnlyAfterALoginThatWasRefusedInsideTls() throws Exception {
    StubDelegate stub =
        StubDelegate.install(
            hooks -> {
              if (hooks.demandsPlainText()) {
                return StubConnection.over(hooks.connected());
              }
              if (hooks.user().equals("after-handshake")) {
                hooks.secured();
              }
              if (hooks.user().equals("after-request")) {
                hooks.answered();
              }
              throw new SQLException("no pg_hba.conf entry", "28000");
            });

    assertThatThrownBy(() -> connect("at-once", "sslmode=prefer")).hasMessageContaining("pg_hba");
    assertThatThrownBy(() -> connect("after-request", "sslmode=prefer"))
        .hasMessageContaining("pg_hba");
    assertThat(stub.calls()).hasSize(2).noneMatch(DriverHooks::demandsPlainText);

    try (Connection plain = connect("after-handshake", "sslmode=prefer")) {
      assertThat(TlsInfo.of(plain)).isEmpty();
    }
    assertThat(stub.calls().get(3).demandsPlainText()).isTrue();
    assertThatThrownBy(() -> connect("after-handshake", "sslmode=require"))
        .hasMessageContaining("pg_hba");
    assertThat(stub.calls()).hasSize(5);
  }
}
