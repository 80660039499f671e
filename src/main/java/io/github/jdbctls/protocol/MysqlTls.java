package io.github.jdbctls.protocol;

import java.util.Optional;

/**
 * How TLS begins in the protocol of MySQL, which MariaDB speaks too.
 *
 * <ol>
 *   <li>The server speaks first: one packet, which says whether it has TLS. Not one byte more is
 *       read.
 *   <li>If it has, the client may say one packet of 36 bytes, its capabilities with TLS among them,
 *       and nothing that tells who it is: no user, no password, no database.
 *   <li>Nobody says anything after that but TLS.
 * </ol>
 *
 * <p>A cancel is a connection like any other, so there is no request that is sent without the
 * driver. Immutable.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_ssl_request.html">
 *     MySQL, Protocol::SSLRequest</a>
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/clientserver-protocol/1-connecting/connection">
 *     MariaDB, SSLRequest packet</a>
 */
public final class MysqlTls implements TlsRequest {
  static final int CLIENT_SSL = 0x800;
  private static final int CLIENT_PROTOCOL_41 = 0x200;

  private static final byte[] HEADER = {32, 0, 0, 1};
  private static final int LENGTH = HEADER.length + 32;
  private static final int SECOND_CAPABILITIES = 5;
  private static final int DEMANDED = (CLIENT_SSL | CLIENT_PROTOCOL_41) >> 8;
  private static final int FILLER = 13;
  private static final int EXTENDED_CAPABILITIES = 32;

  /** Makes the one way in which it begins; all objects are alike. */
  public MysqlTls() {}

  @Override
  public byte[] bytes() {
    return new byte[0];
  }

  /**
   * Compares byte by byte:
   *
   * <ol>
   *   <li>The header: 32 bytes follow, and it is the second packet.
   *   <li>Four bytes of capabilities, with {@code CLIENT_SSL} and {@code CLIENT_PROTOCOL_41}.
   *   <li>Four bytes of the longest packet, one of the character set, whatever they are.
   *   <li>Zeros; the last four bytes are MariaDB's further capabilities.
   * </ol>
   */
  @Override
  public boolean permits(byte[] sent) {
    if (sent.length > LENGTH) {
      return false;
    }
    for (int i = 0; i < sent.length; i++) {
      if (!permits(i, sent[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean permits(int place, byte value) {
    if (place < HEADER.length) {
      return value == HEADER[place];
    }
    if (place == SECOND_CAPABILITIES) {
      return (value & DEMANDED) == DEMANDED;
    }
    return place < FILLER || place >= EXTENDED_CAPABILITIES || value == 0;
  }

  @Override
  public boolean isComplete(byte[] sent) {
    return sent.length == LENGTH && permits(sent);
  }

  /** The answer is the greeting; nothing is read after the request. */
  @Override
  public Answer answer(int firstByte) {
    return Answer.UNKNOWN;
  }

  @Override
  public Optional<Greeting> greeting() {
    return Optional.of(new MysqlGreeting());
  }

  @Override
  public Optional<String> applicationProtocol() {
    return Optional.empty();
  }
}
