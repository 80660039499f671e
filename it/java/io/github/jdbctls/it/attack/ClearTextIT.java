package io.github.jdbctls.it.attack;

import static io.github.jdbctls.TlsFailure.CLEAR_TEXT_PREVENTED;
import static io.github.jdbctls.TlsFailure.TLS_NOT_PROVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that skips TLS on our socket, in every way it could. */
class ClearTextIT extends WithStubDelegate {
  private enum ClearText {
    STARTUP_PACKET(hooks -> hooks.connected().getOutputStream().write(startupPacket())),
    BYTE_BY_BYTE(
        hooks -> {
          OutputStream out = hooks.connected().getOutputStream();
          for (byte b : startupPacket()) {
            out.write(b);
          }
        }),
    REQUEST_BYTE_BY_BYTE_AND_MORE(
        hooks -> {
          OutputStream out = hooks.connected().getOutputStream();
          for (byte b : together(StartupProtocol.sslRequest(), startupPacket())) {
            out.write(b);
          }
        }),
    IN_ONE_PIECE_WITH_THE_REQUEST(
        hooks ->
            hooks
                .connected()
                .getOutputStream()
                .write(together(StartupProtocol.sslRequest(), startupPacket()))),
    BEFORE_THE_ANSWER(
        hooks -> {
          Socket raw = hooks.connected();
          raw.getOutputStream().write(StartupProtocol.sslRequest());
          raw.getOutputStream().write(startupPacket());
        }),
    AFTER_THE_ANSWER(hooks -> hooks.answered().getOutputStream().write(startupPacket())),
    SECOND_REQUEST(hooks -> hooks.answered().getOutputStream().write(StartupProtocol.sslRequest())),
    REQUEST_FOR_ANOTHER_ENCRYPTION(
        hooks ->
            hooks
                .connected()
                .getOutputStream()
                .write(ByteBuffer.allocate(8).putInt(8).putInt(80877104).array())),
    CANCEL_REQUEST(
        hooks ->
            hooks
                .connected()
                .getOutputStream()
                .write(ByteBuffer.allocate(8).putInt(16).putInt(80877102).array())),
    BEGINNING_OF_A_HANDSHAKE_OF_ITS_OWN(
        hooks -> hooks.connected().getOutputStream().write(new byte[] {22, 3, 1, 0, 0})),
    STREAM_FROM_BEFORE_LAYERING(
        hooks -> {
          Socket raw = hooks.answered();
          OutputStream out = raw.getOutputStream();
          hooks.layered(raw).startHandshake();
          out.write(startupPacket());
        }),
    STREAM_FROM_AFTER_LAYERING(
        hooks -> {
          Socket raw = hooks.answered();
          hooks.layered(raw);
          raw.getOutputStream().write(startupPacket());
        }),
    STREAM_FROM_AFTER_THE_HANDSHAKE(
        hooks -> {
          Socket raw = hooks.answered();
          hooks.layered(raw).startHandshake();
          raw.getOutputStream().write(startupPacket());
        }),
    URGENT_BYTE(hooks -> hooks.connected().sendUrgentData('u')),
    READ_BEFORE_THE_REQUEST(hooks -> hooks.connected().getInputStream().read());

    private final Misuse misuse;

    ClearText(Misuse misuse) {
      this.misuse = misuse;
    }
  }

  /** The driver goes on as if nothing had happened, which is worse than giving up. */
  @ParameterizedTest
  @EnumSource
  void holdsBackClearText(ClearText attempt) {
    AtomicReference<Connection> returned = new AtomicReference<>();
    StubDelegate.install(
        hooks -> {
          assertThatThrownBy(() -> attempt.misuse.by(hooks)).isInstanceOf(IOException.class);
          returned.set(StubConnection.onNothing());
          return returned.get();
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
