package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.HANDLE_REFUSED;
import static io.github.jdbctls.TlsFailure.UNENCRYPTED_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.StartupProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that uses our hooks for something else than the one connection. */
class TrespassIT extends WithStubDelegate {
  private enum Trespass {
    SECOND_RAW_SOCKET(
        HANDLE_REFUSED,
        hooks -> {
          hooks.secured();
          hooks.connected();
        }),
    SECOND_RAW_SOCKET_OF_THE_SAME_FACTORY(
        HANDLE_REFUSED,
        hooks -> {
          SocketFactory sockets = hooks.sockets();
          sockets.createSocket();
          sockets.createSocket();
        }),
    TLS_ON_A_SOCKET_OF_ITS_OWN(
        HANDLE_REFUSED,
        hooks -> {
          hooks.answered();
          try (Socket own = new Socket(hooks.host(), hooks.port())) {
            own.getOutputStream().write(StartupProtocol.sslRequest());
            own.getInputStream().read();
            hooks.layered(own);
          }
        }),
    TLS_FOR_ANOTHER_HOST(
        HANDLE_REFUSED,
        hooks -> hooks.tls().createSocket(hooks.answered(), "elsewhere", hooks.port(), true)),
    TLS_FOR_ANOTHER_PORT(
        HANDLE_REFUSED,
        hooks -> hooks.tls().createSocket(hooks.answered(), hooks.host(), hooks.port() ^ 1, true)),
    TLS_TWICE(
        HANDLE_REFUSED,
        hooks -> {
          Socket raw = hooks.answered();
          hooks.layered(raw).startHandshake();
          hooks.layered(raw);
        }),
    TLS_ON_TLS(HANDLE_REFUSED, hooks -> hooks.layered(hooks.secured())),
    TLS_BEFORE_THE_ANSWER(
        HANDLE_REFUSED,
        hooks -> {
          Socket raw = hooks.connected();
          raw.getOutputStream().write(StartupProtocol.sslRequest());
          hooks.layered(raw);
        }),
    TLS_WITHOUT_A_CONNECTION(
        HANDLE_REFUSED, hooks -> hooks.layered(hooks.sockets().createSocket())),
    TLS_WITHOUT_A_SOCKET(HANDLE_REFUSED, hooks -> hooks.layered(new Socket())),
    ANOTHER_HOST(HANDLE_REFUSED, hooks -> dial(hooks, "elsewhere.invalid", hooks.port())),
    ANOTHER_ADDRESS(
        HANDLE_REFUSED,
        hooks -> hooks.sockets().createSocket().connect(address("127.0.0.2", hooks.port()))),
    ANOTHER_PORT(HANDLE_REFUSED, hooks -> dial(hooks, hooks.host(), server.port())),
    MORE_THAN_THE_ANSWER(UNENCRYPTED_DATA, hooks -> hooks.answered().getInputStream().read()),
    ALL_THERE_IS_AFTER_THE_ANSWER(
        UNENCRYPTED_DATA, hooks -> hooks.answered().getInputStream().readAllBytes());

    private final TlsFailure failure;
    private final Misuse misuse;

    Trespass(TlsFailure failure, Misuse misuse) {
      this.failure = failure;
      this.misuse = misuse;
    }

    private static void dial(DriverHooks hooks, String host, int port) throws IOException {
      hooks.sockets().createSocket().connect(InetSocketAddress.createUnresolved(host, port));
    }

    private static SocketAddress address(String host, int port) {
      return new InetSocketAddress(host, port);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatTheHandleWasNotMadeFor(Trespass trespass) {
    AtomicReference<Connection> returned = new AtomicReference<>();
    StubDelegate.install(
        hooks -> {
          assertThatThrownBy(() -> trespass.misuse.by(hooks)).isInstanceOf(IOException.class);
          returned.set(StubConnection.onNothing());
          return returned.get();
        });

    refused(trespass.failure);

    assertThat(returned.get()).extracting(EvidenceIT::isClosed).isEqualTo(true);
    assertThat(wire.fromClient().contains(USER)).isFalse();
  }
}
