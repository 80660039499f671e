package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.LoginWatch;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server says whose certificate cannot stand for the channel: it may let us log in by
 * whatever is not bound to the channel.
 *
 * <ol>
 *   <li>Until the login is over, the watch sees each byte before the driver.
 *   <li>A request for a bound login is refused before the driver can answer it, as libpq does where
 *       {@code channel_binding} would have it bound; the driver would go on without.
 *   <li>After that nothing more is read. Once the login is over everything is handed on as it is.
 * </ol>
 *
 * <p>For one thread at a time.
 */
final class WatchedInput extends InputStream {
  private final Attempt attempt;
  private final X509Certificate leaf;
  private final LoginWatch watch;
  private final InputStream plain;
  private volatile boolean over;
  private @Nullable IOException refusal;

  WatchedInput(Attempt attempt, X509Certificate leaf, LoginWatch watch, InputStream plain) {
    this.attempt = attempt;
    this.leaf = leaf;
    this.watch = watch;
    this.plain = plain;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (refusal != null) {
      throw refusal;
    }
    int count = plain.read(bytes, offset, length);
    if (!over && count > 0) {
      look(bytes, offset, count);
    }
    return count;
  }

  private void look(byte[] bytes, int offset, int count) throws IOException {
    try {
      for (int i = offset; i < offset + count && !over; i++) {
        switch (watch.see(bytes[i] & 0xff)) {
          case LOGIN -> {}
          case LOGIN_OVER -> over = true;
          case BOUND_LOGIN -> throw attempt.refused(unbindable());
        }
      }
    } catch (IOException e) {
      refusal = e;
      throw e;
    }
  }

  private Problem unbindable() {
    return Problem.of(
        TlsFailure.CHANNEL_BINDING,
        "the server "
            + attempt.server()
            + " asks for a login that is bound to the TLS channel (SCRAM-SHA-256-PLUS), for which"
            + " its certificate has no digest: it is signed with "
            + leaf.getSigAlgName());
  }

  @Override
  public int available() throws IOException {
    return plain.available();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
