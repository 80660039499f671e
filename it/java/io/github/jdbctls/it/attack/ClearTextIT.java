package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.CLEAR_TEXT_PREVENTED;
import static io.github.jdbctls.TlsFailure.TLS_NOT_PROVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.delegate.Captured;
import io.github.jdbctls.it.delegate.StubConnection;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.StartupProtocol;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that skips TLS on our socket, in every way it could. */
class ClearTextIT extends WithStubDelegate {
  static Stream<Named<Misuse>> clearText() {
    return Stream.of(
        Named.of(
            "startup packet", hooks -> hooks.connected().getOutputStream().write(startupPacket())),
        Named.of(
            "byte by byte",
            hooks -> {
              OutputStream out = hooks.connected().getOutputStream();
              for (byte b : startupPacket()) {
                out.write(b);
              }
            }),
        Named.of(
            "request byte by byte and more",
            hooks -> {
              OutputStream out = hooks.connected().getOutputStream();
              for (byte b : together(StartupProtocol.sslRequest(), startupPacket())) {
                out.write(b);
              }
            }),
        Named.of(
            "in one piece with the request",
            hooks ->
                hooks
                    .connected()
                    .getOutputStream()
                    .write(together(StartupProtocol.sslRequest(), startupPacket()))),
        Named.of(
            "before the answer",
            hooks -> {
              Socket raw = hooks.connected();
              raw.getOutputStream().write(StartupProtocol.sslRequest());
              raw.getOutputStream().write(startupPacket());
            }),
        Named.of(
            "after the answer", hooks -> hooks.answered().getOutputStream().write(startupPacket())),
        Named.of(
            "second request",
            hooks -> hooks.answered().getOutputStream().write(StartupProtocol.sslRequest())),
        Named.of(
            "request for another encryption",
            hooks ->
                hooks
                    .connected()
                    .getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(8).putInt(80877104).array())),
        Named.of(
            "cancel request",
            hooks ->
                hooks
                    .connected()
                    .getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(16).putInt(80877102).array())),
        Named.of(
            "beginning of a handshake of its own",
            hooks -> hooks.connected().getOutputStream().write(new byte[] {22, 3, 1, 0, 0})),
        Named.of(
            "stream from before layering",
            hooks -> {
              Socket raw = hooks.answered();
              OutputStream out = raw.getOutputStream();
              hooks.layered(raw).startHandshake();
              out.write(startupPacket());
            }),
        Named.of(
            "stream from after layering",
            hooks -> {
              Socket raw = hooks.answered();
              hooks.layered(raw);
              raw.getOutputStream().write(startupPacket());
            }),
        Named.of(
            "stream from after the handshake",
            hooks -> {
              Socket raw = hooks.answered();
              hooks.layered(raw).startHandshake();
              raw.getOutputStream().write(startupPacket());
            }),
        Named.of("urgent byte", hooks -> hooks.connected().sendUrgentData('u')),
        Named.of("read before the request", hooks -> hooks.connected().getInputStream().read()));
  }

  /** The driver goes on as if nothing had happened, which is worse than giving up. */
  @ParameterizedTest
  @MethodSource("clearText")
  void holdsBackClearText(Misuse attempt) {
    Captured<Connection> returned = new Captured<>();
    StubDelegate.install(
        hooks -> {
          assertThatThrownBy(() -> attempt.by(hooks)).isInstanceOf(IOException.class);
          return returned.set(StubConnection.onNothing());
        });

    Throwable refusal = refused(CLEAR_TEXT_PREVENTED);

    assertThat(refusal).hasMessageContaining("localhost:" + wire.port());
    assertThat(returned.get()).extracting(EvidenceIT::isClosed).isEqualTo(true);
    wire.awaitClientsGone(1);
    assertThat(wire.fromClient().contains(USER)).isFalse();
    assertThat(wire.fromClient().bytes())
        .as("nothing but the request for TLS, and behind it records of TLS")
        .matches(
            sent ->
                sent.length <= REQUEST.length ? isPrefix(sent, REQUEST) : isPrefix(OPENED, sent));
  }

  private static final byte[] REQUEST = StartupProtocol.sslRequest();
  private static final byte[] OPENED = together(REQUEST, new byte[] {22, 3});

  private static boolean isPrefix(byte[] prefix, byte[] whole) {
    return Arrays.equals(prefix, Arrays.copyOf(whole, prefix.length));
  }

  @Test
  void reportsClearTextAlsoWhenTheDriverGivesUp() {
    StubDelegate.install(
        hooks -> {
          hooks.connected().getOutputStream().write(startupPacket());
          return null;
        });

    assertThat(refused(CLEAR_TEXT_PREVENTED)).hasStackTraceContaining("The connection attempt");
  }

  @Test
  void hasNoChannelThatGoesAroundTheGuard() {
    List<@Nullable SocketChannel> channels = new ArrayList<>();
    StubDelegate.install(
        hooks -> {
          Socket raw = hooks.answered();
          channels.add(raw.getChannel());
          SSLSocket tls = hooks.layered(raw);
          channels.add(tls.getChannel());
          tls.startHandshake();
          channels.add(raw.getChannel());
          channels.add(tls.getChannel());
          return null;
        });

    refused(TLS_NOT_PROVEN);

    assertThat(channels).hasSize(4).containsOnlyNulls();
  }
}
