package io.github.jdbctls.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first message of TLS, the one place where everybody between can read what a client wants (RFC
 * 8446, section 4.1.2).
 */
public final class ClientHello {
  private static final int HEADER = 5;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int ALPN = 16;
  private static final int SESSION_TICKET = 35;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int KEY_SHARE = 51;
  private static final int RENEGOTIATION_SIGNAL = 0xff;

  private static final Map<Integer, String> GROUPS =
      Map.of(23, "secp256r1", 24, "secp384r1", 25, "secp521r1", 29, "x25519", 30, "x448");

  private final byte[] record;
  private final List<Integer> cipherSuites;
  private final Map<Integer, byte[]> extensions;

  private ClientHello(byte[] record, List<Integer> cipherSuites, Map<Integer, byte[]> extensions) {
    this.record = record;
    this.cipherSuites = List.copyOf(cipherSuites);
    this.extensions = extensions;
  }

  /** Reads it from what a client has sent first. */
  public static ClientHello in(byte[] sent) {
    try {
      return read(new ByteArrayInputStream(sent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it, and nothing behind it. */
  public static ClientHello read(InputStream wire) throws IOException {
    byte[] header = wire.readNBytes(HEADER);
    assertThat(header).as("a record").hasSize(HEADER).startsWith(22);
    byte[] body = wire.readNBytes(ByteBuffer.wrap(header).getShort(HEADER - 2));
    byte[] record = ByteBuffer.allocate(HEADER + body.length).put(header).put(body).array();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    assertThat(in.readUnsignedByte()).as("a ClientHello").isEqualTo(1);
    in.skipNBytes(3 + 2 + 32);
    in.skipNBytes(in.readUnsignedByte());
    List<Integer> cipherSuites = new ArrayList<>();
    for (int length = in.readUnsignedShort(); length > 0; length -= 2) {
      cipherSuites.add(in.readUnsignedShort());
    }
    in.skipNBytes(in.readUnsignedByte());
    return new ClientHello(record, cipherSuites, extensions(in));
  }

  private static Map<Integer, byte[]> extensions(DataInputStream in) throws IOException {
    assertThat(in.readUnsignedShort()).as("the extensions").isEqualTo(in.available());
    Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    while (in.available() > 0) {
      int type = in.readUnsignedShort();
      extensions.put(type, in.readNBytes(in.readUnsignedShort()));
    }
    return extensions;
  }

  /** All of it again, with the header of the record. */
  public InputStream wire() {
    return new ByteArrayInputStream(record);
  }

  /** The extensions by their number, in their order. */
  public Map<Integer, byte[]> extensions() {
    return Collections.unmodifiableMap(extensions);
  }

  /** The host names (RFC 6066, section 3); none without the extension. */
  public List<String> serverNames() {
    ByteBuffer list = list(SERVER_NAME);
    List<String> names = new ArrayList<>();
    while (list.hasRemaining()) {
      assertThat(list.get()).as("the kind of name").isEqualTo((byte) HOST_NAME);
      names.add(text(list, list.getShort()));
    }
    return names;
  }

  /** The application protocols that are offered (RFC 7301); none without the extension. */
  public List<String> applicationProtocols() {
    ByteBuffer list = list(ALPN);
    List<String> protocols = new ArrayList<>();
    while (list.hasRemaining()) {
      protocols.add(text(list, list.get()));
    }
    return protocols;
  }

  private static String text(ByteBuffer list, int length) {
    byte[] text = new byte[length];
    list.get(text);
    return new String(text, US_ASCII);
  }

  /** The cipher suites, by their numbers, but for the signals that are written as one. */
  public List<Integer> cipherSuites() {
    return cipherSuites.stream().filter(suite -> suite != RENEGOTIATION_SIGNAL).toList();
  }

  /** Whether a session is to be resumed: of TLS 1.3, or of TLS 1.2 by a ticket. */
  public boolean offersSession() {
    return extensions.containsKey(PRE_SHARED_KEY)
        || extensions.getOrDefault(SESSION_TICKET, new byte[0]).length > 0;
  }

  /** Whether TLS 1.3 is offered. */
  public boolean offersTls13() {
    byte[] versions = extensions.getOrDefault(SUPPORTED_VERSIONS, new byte[0]);
    for (int i = 1; i + 1 < versions.length; i += 2) {
      if (versions[i] == 3 && versions[i + 1] == 4) {
        return true;
      }
    }
    return false;
  }

  /** The groups that are offered, but for those of finite fields. */
  public List<String> groups() {
    return numbers(SUPPORTED_GROUPS).stream().filter(GROUPS::containsKey).map(GROUPS::get).toList();
  }

  /** Whether a group of a finite field is offered. */
  public boolean hasFiniteField() {
    return numbers(SUPPORTED_GROUPS).stream().anyMatch(group -> group >> 8 == 1);
  }

  /** The groups of which there is a key. */
  public List<String> keyShares() {
    ByteBuffer shares = list(KEY_SHARE);
    List<String> groups = new ArrayList<>();
    while (shares.hasRemaining()) {
      int group = shares.getShort();
      groups.add(GROUPS.getOrDefault(group, "group " + group));
      int length = shares.getShort();
      shares.position(shares.position() + length);
    }
    return groups;
  }

  /** The signature schemes, by their numbers. */
  public List<Integer> signatureSchemes() {
    return numbers(SIGNATURE_ALGORITHMS);
  }

  private List<Integer> numbers(int extension) {
    ByteBuffer list = list(extension);
    List<Integer> numbers = new ArrayList<>();
    while (list.hasRemaining()) {
      numbers.add(list.getShort() & 0xffff);
    }
    return numbers;
  }

  private ByteBuffer list(int extension) {
    ByteBuffer list = ByteBuffer.wrap(extensions.getOrDefault(extension, new byte[2]));
    assertThat(list.getShort()).as("the length of the list").isEqualTo((short) list.remaining());
    return list;
  }
}
