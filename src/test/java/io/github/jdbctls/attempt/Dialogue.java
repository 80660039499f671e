package io.github.jdbctls.attempt;

import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;

/** One handshake with a {@link TlsPeer}, confirmed by what an attempt demands, and its byte. */
record Dialogue(TlsRequest request, Optional<String> offered, ClientCertificateMode mode) {
  /** Offers what is demanded. */
  static Dialogue demanding(TlsRequest request) {
    return new Dialogue(request, request.applicationProtocol(), ClientCertificateMode.ALLOW);
  }

  Handshake with(TlsPeer peer, TlsContext context) throws IOException {
    HostPort server = new HostPort("db", peer.port());
    Attempt attempt =
        Attempt.overTls(
            server,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()),
            request,
            new TlsTerms(context, () -> context, mode, Optional.empty()));
    AtomicReference<Handshake> confirmed = new AtomicReference<>();
    SSLSocket tls = context.layer(peer.dial(), server, offered);
    try (ConfirmingSocket socket =
        new ConfirmingSocket(
            tls, (s, started) -> confirmed.set(HandshakeRecord.of(s, started, context, attempt)))) {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("the server ended the connection");
      }
      return Objects.requireNonNull(confirmed.get());
    }
  }
}
