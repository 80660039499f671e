package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The first answer of a server of TLS 1.2, made by hand, as no TLS library makes it: RFC 5246,
 * 7.4.1.3.
 */
public final class ServerHello {
  private static final short TLS_1_2 = 0x0303;
  private static final short ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 = (short) 0xc02b;
  private static final int RANDOM = 32;

  private ServerHello() {}

  /** Returns the record with a message that selects this application protocol. */
  public static byte[] selecting(String protocol) {
    byte[] name = protocol.getBytes(US_ASCII);
    ByteBuffer extensions = ByteBuffer.allocate(5 + 4 + 7 + name.length);
    // Secure renegotiation and the extended master secret, without which JSSE may not read on.
    extensions.putShort((short) 0xff01).putShort((short) 1).put((byte) 0);
    extensions.putShort((short) 23).putShort((short) 0);
    extensions.putShort((short) 16).putShort((short) (3 + name.length));
    extensions.putShort((short) (1 + name.length)).put((byte) name.length).put(name);
    int length = 2 + RANDOM + 1 + 2 + 1 + 2 + extensions.capacity();
    ByteBuffer message = ByteBuffer.allocate(5 + 4 + length);
    message.put((byte) TlsRecord.HANDSHAKE).putShort(TLS_1_2).putShort((short) (4 + length));
    message.putInt((2 << 24) | length);
    message.putShort(TLS_1_2).put(new byte[RANDOM]).put((byte) 0);
    message.putShort(ECDHE_ECDSA_WITH_AES_128_GCM_SHA256).put((byte) 0);
    message.putShort((short) extensions.capacity()).put(extensions.array());
    return message.array();
  }
}
