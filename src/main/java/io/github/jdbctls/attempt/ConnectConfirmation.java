package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.LoginWatch;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Confirms the handshake of an attempt's connection, and then decides what the driver sees of it,
 * so that it binds its login to the channel where libpq does, and else tells the server that it
 * could have:
 *
 * <ol>
 *   <li>A server's certificate that has a digest for that names it. The driver knows the digest by
 *       the name of the signature only, which does not say it for RSASSA-PSS; it would log in
 *       unbound.
 *   <li>One that has none ({@link EndPointDigest}) names any, unless the login is not to be bound,
 *       or the driver refuses by itself: without, the driver would tell the server that it knows of
 *       no binding, and who took the offer out of the server's words would not be found out.
 *   <li>Then the driver reads from a stream that watches the login, so that nothing is ever bound
 *       by that digest. Else it reads from the plain one.
 * </ol>
 *
 * <p>Guarded by the lock of its socket.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5802#section-6">RFC 5802, 6</a>
 */
final class ConnectConfirmation implements ConfirmingSocket.Confirmation {
  private static final String ANY_HASH = "SHA256";

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
  public void failed(IOException failure) {
    attempt.failed(failure);
  }

  @Override
  public SSLSession session(SSLSession plain) {
    Optional<X509Certificate> leaf = leaf();
    if (leaf.isEmpty()) {
      return plain;
    }
    Optional<String> hash = EndPointDigest.hash(leaf.get());
    if (hash.isEmpty() && terms.loginWatch().isPresent()) {
      hash = Optional.of(ANY_HASH);
    }
    if (hash.isEmpty()) {
      return plain;
    }
    Optional<X509Certificate> bindable = BindableCertificate.naming(hash.get(), leaf.get());
    // Every session of JSSE is one of these; with another the connect has to end here.
    return bindable.isPresent()
        ? new BindableSession((ExtendedSSLSession) plain, bindable.get())
        : plain;
  }

  @Override
  public InputStream input(InputStream plain) {
    Optional<LoginWatch> watch = terms.loginWatch();
    Optional<X509Certificate> leaf = leaf();
    boolean isWatched =
        watch.isPresent() && leaf.isPresent() && EndPointDigest.hash(leaf.get()).isEmpty();
    return isWatched ? new WatchedInput(attempt, leaf.get(), watch.get(), plain) : plain;
  }

  private Optional<X509Certificate> leaf() {
    return handshake == null || handshake.peerChain().isEmpty()
        ? Optional.empty()
        : Optional.of(handshake.peerChain().get(0));
  }
}
