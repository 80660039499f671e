package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.TlsRequest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has passed in clear text before TLS: at most the protocol's request for it, and the first
 * byte of the answer; nothing where there is no request. Thread-safe.
 */
final class TlsNegotiation {
  private final TlsRequest request;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private TlsRequest.@Nullable Answer answer;

  TlsNegotiation(TlsRequest request) {
    this.request = request;
  }

  /** Whether these bytes may follow what was sent; if so they count as sent. */
  synchronized boolean send(byte[] bytes, int offset, int length) {
    ByteArrayOutputStream next = new ByteArrayOutputStream();
    next.writeBytes(sent.toByteArray());
    next.write(bytes, offset, length);
    boolean permitted = request.permits(next.toByteArray());
    if (permitted) {
      sent.write(bytes, offset, length);
    }
    return permitted;
  }

  /** Whether an answer is due: never where there is no request. */
  synchronized boolean isRequested() {
    return !request.isDirect() && request.isComplete(sent.toByteArray());
  }

  /** Whether TLS may begin: the server has agreed, or need not be asked. */
  synchronized boolean allowsTls() {
    return request.isDirect() || answer == TlsRequest.Answer.ACCEPTED;
  }

  synchronized void answered(int firstByte) {
    answer = request.answer(firstByte);
  }

  synchronized Optional<TlsRequest.Answer> answer() {
    return Optional.ofNullable(answer);
  }
}
