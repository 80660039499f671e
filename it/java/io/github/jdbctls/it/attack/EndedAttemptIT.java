package io.github.jdbctls.it.attack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.delegate.Captured;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.it.net.StartupProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that keeps our hooks beyond the attempt that they were made for. */
class EndedAttemptIT extends WithStubDelegate {
  /** What a driver may keep of an attempt that has failed, or of a connection that stands. */
  private record Kept(
      DriverHooks hooks, SocketFactory sockets, SSLSocketFactory tls, Socket raw, SSLSocket layer) {
    static Kept of(DriverHooks hooks) throws IOException {
      SocketFactory sockets = hooks.sockets();
      SSLSocketFactory tls = hooks.tls();
      Socket raw = sockets.createSocket();
      raw.connect(new InetSocketAddress(hooks.host(), hooks.port()));
      raw.getOutputStream().write(StartupProtocol.sslRequest());
      raw.getInputStream().read();
      return new Kept(hooks, sockets, tls, raw, hooks.layered(raw));
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesNothingOutAfterAnAttemptHasFailed(DriverFailure failure) throws Exception {
    Captured<Kept> kept = new Captured<>();
    StubDelegate.install(
        hooks -> {
          kept.set(Kept.of(hooks));
          return failure.end();
        });

    assertThatThrownBy(() -> connect(USER)).isNotNull();

    wire.awaitClientsGone(1);
    CompletableFuture.runAsync(() -> assertGivesNothingOut(kept.get())).get(20, SECONDS);
    assertThat(wire.connections()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void makesNoSocketAfterAnAttemptThatHadMadeNone(DriverFailure failure) {
    Captured<SocketFactory> sockets = new Captured<>();
    StubDelegate.install(
        hooks -> {
          sockets.set(hooks.sockets());
          return failure.end();
        });

    assertThatThrownBy(() -> connect(USER)).isNotNull();

    assertThatThrownBy(() -> sockets.get().createSocket()).hasMessageStartingWith("JTLS-505");
  }

  private static void assertGivesNothingOut(Kept kept) {
    assertThatThrownBy(() -> kept.sockets().createSocket()).hasMessageStartingWith("JTLS-505");
    assertThatThrownBy(
            () -> kept.tls().createSocket(kept.raw(), "localhost", kept.hooks().port(), true))
        .hasMessageStartingWith("JTLS-505");
    assertThatThrownBy(() -> kept.layer().startHandshake()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> kept.raw().getOutputStream().write(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> kept.hooks().sockets()).hasMessage("No attempt has this handle");
    assertThatThrownBy(() -> kept.hooks().tls()).hasMessage("No attempt has this handle");
  }

  /** As a driver's own thread is, when the caller's time is over. */
  @Test
  void endsAHandshakeThatAnotherThreadIsIn() throws Exception {
    Captured<CompletableFuture<Void>> handshake = new Captured<>();
    StubDelegate.install(
        hooks -> {
          SSLSocket layer = hooks.layered(hooks.answered());
          handshake.set(
              CompletableFuture.runAsync(
                  () ->
                      assertThatThrownBy(() -> layer.getOutputStream().write(startupPacket()))
                          .isInstanceOf(IOException.class)));
          throw new SQLException("Connection attempt timed out.", "08001");
        });
    try (ScriptedProxy stalling =
        ScriptedProxy.before(server.port(), ProxyScript.stallInHandshake())) {
      assertThatThrownBy(() -> connect(stalling.port(), USER)).isInstanceOf(SQLException.class);

      handshake.get().get(60, SECONDS);
      stalling.awaitClientsGone(1);
      assertThat(stalling.fromClient().contains(USER)).isFalse();
    }
  }

  @Test
  void makesOnlySocketsForSecuredCancelsOnceTheConnectionStands() throws Exception {
    Captured<Kept> kept = new Captured<>();
    StubDelegate.install(
        hooks -> {
          kept.set(Kept.of(hooks));
          kept.get().layer().startHandshake();
          return StubConnection.over(kept.get().layer());
        });

    try (Connection connection = connect(USER)) {
      assertThat(isClosed(connection)).isFalse();
      assertThatThrownBy(() -> kept.get().hooks().sockets())
          .hasMessage("No attempt has this handle");
      assertThatThrownBy(() -> kept.get().hooks().layered(kept.get().raw()))
          .hasMessage("No attempt has this handle");
      assertThatThrownBy(() -> kept.get().raw().getOutputStream().write(1))
          .hasMessageStartingWith("JTLS-506");
      try (Socket cancel = kept.get().sockets().createSocket()) {
        assertThatThrownBy(cancel::getOutputStream).hasMessageStartingWith("JTLS-506");
        assertThatThrownBy(() -> cancel.connect(new InetSocketAddress("localhost", server.port())))
            .hasMessageStartingWith("JTLS-505");
      }
      try (Socket cancel = kept.get().sockets().createSocket()) {
        cancel.connect(new InetSocketAddress("localhost", wire.port()));
        cancel.getOutputStream().write(startupPacket());
        assertThat(cancel.getInputStream().read()).as("an answer inside TLS").isEqualTo('R');
      }
    } finally {
      kept.get().layer().close();
    }
    wire.awaitClientsGone(2);
    assertThat(wire.fromClient().contains(USER)).isFalse();
  }
}
