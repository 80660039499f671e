package io.github.jdbctls.attempt;

import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Confirms the handshake of an attempt's connection, and then decides what the driver reads from:
 *
 * <ol>
 *   <li>The plain stream, where the login is not to be bound to the channel, or the server's
 *       certificate has a digest for that.
 *   <li>Else one that watches the login.
 * </ol>
 *
 * <p>Guarded by the lock of its socket.
 */
final class ConnectConfirmation implements ConfirmingSocket.Confirmation {
  private final Attempt attempt;
  private final TlsTerms terms;
  private @Nullable Handshake handshake;

  ConnectConfirmation(Attempt attempt, TlsTerms terms) {
    this.attempt = attempt;
    this.terms = terms;
  }

  @Override
  public void confirm(SSLSocket socket, Instant started) throws RefusedIOException {
    handshake = HandshakeRecord.of(socket, started, terms.context(), attempt);
    attempt.confirmed(handshake);
  }

  @Override
  public InputStream input(InputStream plain) {
    return terms
        .loginWatch()
        .flatMap(
            watch ->
                unbindable()
                    .<InputStream>map(leaf -> new WatchedInput(attempt, leaf, watch, plain)))
        .orElse(plain);
  }

  private Optional<X509Certificate> unbindable() {
    return Optional.ofNullable(handshake)
        .flatMap(confirmed -> confirmed.peerChain().stream().findFirst())
        .filter(leaf -> !EndPointDigest.exists(leaf));
  }
}
