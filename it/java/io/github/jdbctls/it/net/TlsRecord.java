package io.github.jdbctls.it.net;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A record of TLS as it was on the wire: RFC 5246, 6.2.1, and RFC 8446, 5.1. */
public final class TlsRecord {
  /** What switches to the negotiated keys in TLS 1.2, and means nothing in TLS 1.3. */
  public static final int CHANGE_CIPHER_SPEC = 20;

  /** An alert that is not encrypted. */
  public static final int ALERT = 21;

  /** Messages of the handshake. */
  public static final int HANDSHAKE = 22;

  /** Encrypted data; in TLS 1.3 also the handshake's. */
  public static final int APPLICATION = 23;

  /** The type of the handshake message that begins TLS. */
  public static final int CLIENT_HELLO = 1;

  /** The type of the handshake message that shows a certificate. */
  public static final int CERTIFICATE = 11;

  private final int type;
  private final byte[] content;

  private TlsRecord(int type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /** Returns what it says that it holds; from TLS 1.3's ServerHello on {@link #APPLICATION}. */
  public int type() {
    return type;
  }

  /** Returns how many bytes it holds. */
  public int length() {
    return content.length;
  }

  byte[] content() {
    return content;
  }

  /**
   * Takes bytes apart, all of which must be records; the last may be cut off.
   *
   * @throws AssertionError if something among them is no record
   */
  public static List<TlsRecord> in(byte[] bytes) {
    List<TlsRecord> records = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      while (in.available() > 0) {
        int type = in.readUnsignedByte();
        int major = in.readUnsignedByte();
        if (type < CHANGE_CIPHER_SPEC || type > APPLICATION || major != 3) {
          throw new AssertionError("no record of TLS begins with " + type + " " + major);
        }
        in.readUnsignedByte();
        records.add(new TlsRecord(type, in.readNBytes(in.readUnsignedShort())));
      }
    } catch (EOFException cutOff) {
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /**
   * The types of the handshake messages that can be read: those before the keys are switched, each
   * of which begins a record or follows another within it.
   */
  public static List<Integer> readableMessages(List<TlsRecord> records) {
    List<Integer> types = new ArrayList<>();
    for (TlsRecord record : records) {
      if (record.type() != HANDSHAKE) {
        break;
      }
      byte[] content = record.content();
      for (int at = 0; at + 4 <= content.length; at += 4 + length(content, at + 1)) {
        types.add((int) content[at]);
      }
    }
    return types;
  }

  private static int length(byte[] content, int at) {
    return ((content[at] & 0xff) << 16)
        | ((content[at + 1] & 0xff) << 8)
        | (content[at + 2] & 0xff);
  }

  @Override
  public String toString() {
    return "record of type " + type + " with " + content.length + " bytes";
  }
}
