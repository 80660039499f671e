package io.github.jdbctls.dialect.postgresql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a PostgreSQL server says during a login, byte for byte. */
public final class BackendMessages {
  /** AuthenticationOk. */
  public static byte[] authenticationOk() {
    return request(0, new byte[0]);
  }

  /** AuthenticationCleartextPassword. */
  public static byte[] cleartextPassword() {
    return request(3, new byte[0]);
  }

  /** AuthenticationMD5Password, with a salt. */
  public static byte[] md5Password() {
    return request(5, new byte[] {'R', 0, 0, 10});
  }

  /** NegotiateProtocolVersion. */
  public static byte[] negotiateProtocolVersion() {
    return message('v', new byte[] {0, 3, 0, 0, 0, 0, 0, 0});
  }

  /** NoticeResponse. */
  public static byte[] notice() {
    return message('N', text("SNOTICE", "C00000", "MSCRAM-SHA-256-PLUS", ""));
  }

  /** ErrorResponse. */
  public static byte[] error() {
    return message('E', text("SFATAL", "C28P01", "Mno", ""));
  }

  private BackendMessages() {}

  /** AuthenticationSASL with these mechanisms, and the end of the list. */
  public static byte[] sasl(String... mechanisms) {
    return request(10, joined(text(mechanisms), new byte[] {0}));
  }

  /** AuthenticationSASLContinue with this text of the mechanism's. */
  public static byte[] saslContinue(String data) {
    return request(11, data.getBytes(StandardCharsets.UTF_8));
  }

  /** An authentication request. */
  static byte[] request(int code, byte[] data) {
    return message('R', joined(ByteBuffer.allocate(4).putInt(code).array(), data));
  }

  static byte[] message(char type, byte[] body) {
    return message(type, Integer.BYTES + body.length, body);
  }

  /** A message that claims this length. */
  static byte[] message(char type, int length, byte[] body) {
    return ByteBuffer.allocate(5 + body.length).put((byte) type).putInt(length).put(body).array();
  }

  /** Each text with a zero behind it. */
  static byte[] text(String... texts) {
    return String.join("", Arrays.stream(texts).map(t -> t + "\0").toList())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** One after the other. */
  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
