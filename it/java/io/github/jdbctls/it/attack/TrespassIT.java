package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.HANDLE_REFUSED;
import static io.github.jdbctls.TlsFailure.UNENCRYPTED_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.delegate.Captured;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.StartupProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.sql.Connection;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that uses our hooks for something else than the one connection. */
class TrespassIT extends WithStubDelegate {
  private static void dial(DriverHooks hooks, String host, int port) throws IOException {
    hooks.sockets().createSocket().connect(InetSocketAddress.createUnresolved(host, port));
  }

  private static SocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private record Trespass(TlsFailure failure, Misuse misuse) {}

  static Stream<Named<Trespass>> trespasses() {
    return Stream.of(
        Named.of(
            "second raw socket",
            new Trespass(
                HANDLE_REFUSED,
                hooks -> {
                  hooks.secured();
                  hooks.connected();
                })),
        Named.of(
            "second raw socket of the same factory",
            new Trespass(
                HANDLE_REFUSED,
                hooks -> {
                  SocketFactory sockets = hooks.sockets();
                  sockets.createSocket();
                  sockets.createSocket();
                })),
        Named.of(
            "tls on a socket of its own",
            new Trespass(
                HANDLE_REFUSED,
                hooks -> {
                  hooks.answered();
                  try (Socket own = new Socket(hooks.host(), hooks.port())) {
                    own.getOutputStream().write(StartupProtocol.sslRequest());
                    own.getInputStream().read();
                    hooks.layered(own);
                  }
                })),
        Named.of(
            "tls for another host",
            new Trespass(
                HANDLE_REFUSED,
                hooks ->
                    hooks.tls().createSocket(hooks.answered(), "elsewhere", hooks.port(), true))),
        Named.of(
            "tls for another port",
            new Trespass(
                HANDLE_REFUSED,
                hooks ->
                    hooks
                        .tls()
                        .createSocket(hooks.answered(), hooks.host(), hooks.port() ^ 1, true))),
        Named.of(
            "tls twice",
            new Trespass(
                HANDLE_REFUSED,
                hooks -> {
                  Socket raw = hooks.answered();
                  hooks.layered(raw).startHandshake();
                  hooks.layered(raw);
                })),
        Named.of(
            "tls on tls", new Trespass(HANDLE_REFUSED, hooks -> hooks.layered(hooks.secured()))),
        Named.of(
            "tls before the answer",
            new Trespass(
                HANDLE_REFUSED,
                hooks -> {
                  Socket raw = hooks.connected();
                  raw.getOutputStream().write(StartupProtocol.sslRequest());
                  hooks.layered(raw);
                })),
        Named.of(
            "tls without a connection",
            new Trespass(HANDLE_REFUSED, hooks -> hooks.layered(hooks.sockets().createSocket()))),
        Named.of(
            "tls without a socket",
            new Trespass(HANDLE_REFUSED, hooks -> hooks.layered(new Socket()))),
        Named.of(
            "another host",
            new Trespass(HANDLE_REFUSED, hooks -> dial(hooks, "elsewhere.invalid", hooks.port()))),
        Named.of(
            "another address",
            new Trespass(
                HANDLE_REFUSED,
                hooks ->
                    hooks.sockets().createSocket().connect(address("127.0.0.2", hooks.port())))),
        Named.of(
            "another port",
            new Trespass(HANDLE_REFUSED, hooks -> dial(hooks, hooks.host(), server.port()))),
        Named.of(
            "more than the answer",
            new Trespass(UNENCRYPTED_DATA, hooks -> hooks.answered().getInputStream().read())),
        Named.of(
            "all there is after the answer",
            new Trespass(
                UNENCRYPTED_DATA, hooks -> hooks.answered().getInputStream().readAllBytes())));
  }

  @ParameterizedTest
  @MethodSource("trespasses")
  void refusesWhatTheHandleWasNotMadeFor(Trespass trespass) {
    Captured<Connection> returned = new Captured<>();
    StubDelegate.install(
        hooks -> {
          assertThatThrownBy(() -> trespass.misuse().by(hooks)).isInstanceOf(IOException.class);
          return returned.set(StubConnection.onNothing());
        });

    refused(trespass.failure());

    assertThat(returned.get()).extracting(EvidenceIT::isClosed).isEqualTo(true);
    assertThat(wire.fromClient().contains(USER)).isFalse();
  }
}
