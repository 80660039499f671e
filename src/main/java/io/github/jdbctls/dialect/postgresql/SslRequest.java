package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.protocol.TlsRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * PostgreSQL's SSLRequest: eight bytes, answered by one.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message
 *     Formats, SSLRequest</a>
 */
final class SslRequest implements TlsRequest {
  /**
   * The name of PostgreSQL's protocol, which is offered whichever way TLS begins.
   *
   * @see <a
   *     href="https://www.iana.org/assignments/tls-extensiontype-values/tls-extensiontype-values.xhtml#alpn-protocol-ids">
   *     IANA, ALPN Protocol IDs</a>
   */
  static final String APPLICATION_PROTOCOL = "postgresql";

  private static final int CODE = 80877103;

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(8).putInt(8).putInt(CODE).array();
  }

  @Override
  public boolean permits(byte[] sent) {
    return sent.length <= 8 && Arrays.equals(sent, Arrays.copyOf(bytes(), sent.length));
  }

  @Override
  public boolean isComplete(byte[] sent) {
    return Arrays.equals(sent, bytes());
  }

  @Override
  public Answer answer(int firstByte) {
    return switch (firstByte) {
      case 'S' -> Answer.ACCEPTED;
      case 'N' -> Answer.NO_TLS;
      case 'E' -> Answer.ERROR;
      default -> Answer.UNKNOWN;
    };
  }

  @Override
  public Optional<String> applicationProtocol() {
    return Optional.of(APPLICATION_PROTOCOL);
  }
}
