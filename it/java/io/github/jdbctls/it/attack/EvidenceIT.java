package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.INTERNAL;
import static io.github.jdbctls.TlsFailure.TLS_NOT_PROVEN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsInfo;
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
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that does not use our TLS, or uses it for something else than its connection. */
class EvidenceIT extends WithStubDelegate {
  @Test
  void closesAndReportsAConnectionOnASocketOfTheDriversOwn() throws Exception {
    AtomicReference<Connection> returned = new AtomicReference<>();
    StubDelegate.install(
        hooks -> {
          returned.set(StubConnection.over(plainSocket(hooks)));
          return returned.get();
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

    CompletableFuture<@Nullable Connection> honest =
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
      assertThat(connection).isNotNull();
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
      assertThat(connection).isNotNull();
      refused(TLS_NOT_PROVEN);
    }
  }

  private enum BrokenProof {
    TLS_CLOSED(hooks -> hooks.secured().close()),
    RAW_SOCKET_CLOSED(
        hooks -> {
          Socket raw = hooks.answered();
          hooks.layered(raw).startHandshake();
          raw.close();
        }),
    NO_HANDSHAKE(hooks -> hooks.layered(hooks.answered())),
    NO_TLS(DriverHooks::answered),
    NO_REQUEST(DriverHooks::connected),
    NO_CONNECTION(hooks -> hooks.sockets().createSocket()),
    NOTHING(hooks -> {});

    private final Misuse misuse;

    BrokenProof(Misuse misuse) {
      this.misuse = misuse;
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAConnectionWithoutAHandshakeOnAnOpenSocketOfOurs(BrokenProof proof) throws Exception {
    AtomicReference<Connection> returned = new AtomicReference<>();
    StubDelegate.install(
        hooks -> {
          proof.misuse.by(hooks);
          returned.set(StubConnection.over(plainSocket(hooks)));
          return returned.get();
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
      assertThat(connection).isNotNull();
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
    AtomicReference<Connection> returned = new AtomicReference<>();
    StubDelegate.install(
        hooks -> {
          SSLSocket tls = hooks.layered(hooks.answered());
          assertThatThrownBy(tls::startHandshake).isInstanceOf(IOException.class);
          assertThatThrownBy(tls::getOutputStream).isInstanceOf(IOException.class);
          assertThat(tls.getSession().getProtocol()).isEqualTo("NONE");
          returned.set(StubConnection.over(tls));
          return returned.get();
        });
    try (ResumingTlsServer impostor = ResumingTlsServer.start(untrusted, "TLSv1.3");
        ScriptedProxy other = ScriptedProxy.before(impostor.port(), ProxyScript.passThrough())) {
      refused(TLS_NOT_PROVEN, other.port());
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
      assertThat(plain).isNotNull();
      assertThat(TlsInfo.of(plain)).isEmpty();
    }
    assertThat(stub.calls().get(3).demandsPlainText()).isTrue();
    assertThatThrownBy(() -> connect("after-handshake", "sslmode=require"))
        .hasMessageContaining("pg_hba");
    assertThat(stub.calls()).hasSize(5);
  }
}
