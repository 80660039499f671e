package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.Greeting;
import io.github.jdbctls.protocol.TlsRequest;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has passed in clear text before TLS. Thread-safe.
 *
 * <ol>
 *   <li>Where the client speaks first: at most the protocol's request for TLS, and the first byte
 *       of the answer.
 *   <li>Where the server does: its greeting, and the request if the greeting offers TLS.
 *   <li>Nothing where there is no request.
 * </ol>
 */
final class TlsNegotiation {
  private final TlsRequest request;
  private final @Nullable Greeting greeting;
  private byte[] sent = {};
  private TlsRequest.@Nullable Answer answer;

  TlsNegotiation(TlsRequest request) {
    this.request = request;
    this.greeting = request.greeting().orElse(null);
  }

  /** Whether these bytes may follow what was sent; if so they count as sent. */
  synchronized boolean send(byte[] bytes, int offset, int length) {
    if (greeting != null && answer != TlsRequest.Answer.ACCEPTED) {
      return false;
    }
    byte[] next = Arrays.copyOf(sent, sent.length + length);
    System.arraycopy(bytes, offset, next, sent.length, length);
    boolean permitted = request.permits(next.clone());
    if (permitted) {
      sent = next;
    }
    return permitted;
  }

  /** How many bytes the server may say now: none where there is no request. */
  synchronized int readable() {
    if (request.isDirect() || answer != null) {
      return 0;
    }
    return greeting == null ? (isRequested() ? 1 : 0) : greeting.wanted();
  }

  private boolean isRequested() {
    return request.isComplete(sent.clone());
  }

  /** Whether TLS may begin: the server has agreed and been asked, or need not be. */
  synchronized boolean allowsTls() {
    return request.isDirect() || (answer == TlsRequest.Answer.ACCEPTED && isRequested());
  }

  /**
   * Takes what the server has said, as much of it as was {@link #readable}.
   *
   * @throws ProtocolException if it is no greeting
   */
  synchronized void received(byte[] bytes, int offset, int length) throws ProtocolException {
    if (greeting == null) {
      answer = request.answer(bytes[offset] & 0xff);
      return;
    }
    try {
      greeting.take(bytes, offset, length);
      answer = greeting.answer().orElse(null);
    } catch (ProtocolException e) {
      answer = TlsRequest.Answer.UNKNOWN;
      throw e;
    }
  }

  synchronized Optional<TlsRequest.Answer> answer() {
    return Optional.ofNullable(answer);
  }
}
