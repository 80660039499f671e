package io.github.jdbctls.it.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first message of TLS, the one place where everybody between can read what a client wants: RFC
 * 8446, 4.1.2.
 *
 * @param serverNames of the extension {@code server_name} (RFC 6066, 3); empty without it
 * @param applicationProtocols that are offered (RFC 7301); empty without the extension
 */
public record ClientHello(List<String> serverNames, List<String> applicationProtocols) {
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int VERSION_AND_RANDOM = 2 + 32;

  /**
   * Reads it from the first of the records.
   *
   * @throws AssertionError if something else is there
   */
  public static ClientHello in(List<TlsRecord> records) {
    byte[] content = records.get(0).content();
    if (records.get(0).type() != TlsRecord.HANDSHAKE || content[0] != TlsRecord.CLIENT_HELLO) {
      throw new AssertionError("no ClientHello, but a " + records.get(0));
    }
    try {
      return read(new DataInputStream(new ByteArrayInputStream(content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClientHello read(DataInputStream in) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> protocols = new ArrayList<>();
    in.skipNBytes(4 + VERSION_AND_RANDOM);
    in.skipNBytes(in.readUnsignedByte());
    in.skipNBytes(in.readUnsignedShort());
    in.skipNBytes(in.readUnsignedByte());
    in.readUnsignedShort();
    while (in.available() > 0) {
      int type = in.readUnsignedShort();
      byte[] extension = in.readNBytes(in.readUnsignedShort());
      DataInputStream list = new DataInputStream(new ByteArrayInputStream(extension));
      if (type == SERVER_NAME) {
        list.readUnsignedShort();
        while (list.available() > 0) {
          list.readUnsignedByte();
          names.add(new String(list.readNBytes(list.readUnsignedShort()), US_ASCII));
        }
      } else if (type == ALPN) {
        list.readUnsignedShort();
        while (list.available() > 0) {
          protocols.add(new String(list.readNBytes(list.readUnsignedByte()), US_ASCII));
        }
      }
    }
    return new ClientHello(names, protocols);
  }
}
