package io.github.jdbctls.it.net;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Tells from what a server has said whether it has continued an earlier session. */
public final class ResumedHandshake {
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int CIPHER_AND_COMPRESSION = 2 + 1;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;

  private ResumedHandshake() {}

  /**
   * Reads the handshake's first messages:
   *
   * <ol>
   *   <li>TLS 1.3: the server has selected a pre-shared key (RFC 8446, 4.2.11).
   *   <li>TLS 1.2: there is no certificate among its messages (RFC 5246, 7.3).
   * </ol>
   */
  public static boolean in(List<TlsRecord> fromServer) {
    List<Integer> extensions = extensions(fromServer.get(0).content());
    return extensions.contains(SUPPORTED_VERSIONS)
        ? extensions.contains(PRE_SHARED_KEY)
        : !TlsRecord.readableMessages(fromServer).contains(TlsRecord.CERTIFICATE);
  }

  private static List<Integer> extensions(byte[] serverHello) {
    List<Integer> types = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serverHello));
    try {
      in.skipNBytes(1);
      int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
      in.skipNBytes(VERSION_AND_RANDOM);
      int session = in.readUnsignedByte();
      in.skipNBytes(session + CIPHER_AND_COMPRESSION);
      int end = serverHello.length - 4 - length;
      if (in.available() > end) {
        in.readUnsignedShort();
      }
      while (in.available() > end) {
        types.add(in.readUnsignedShort());
        in.skipNBytes(in.readUnsignedShort());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }
}
