package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One item of a PKCS#12 store: a key or a certificate, with its name and the identifier by which
 * the two find each other (RFC 7292 section 4.2). Immutable but for {@link #wipe}.
 */
final class Pkcs12Bag {
  /** Kinds of item. */
  enum Kind {
    KEY,
    ENCRYPTED_KEY,
    CERTIFICATE,
    SECRET,
    OTHER
  }

  private static final String BAGS = "1.2.840.113549.1.12.10.1.";
  private static final String NESTED = BAGS + "6";
  private static final String X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
  private static final String FRIENDLY_NAME = "1.2.840.113549.1.9.20";
  private static final String LOCAL_KEY_ID = "1.2.840.113549.1.9.21";

  /** More than any program writes, and few enough for the stack. */
  private static final int MOST_LEVELS = 8;

  private final Kind kind;
  private final byte[] value;
  private final String name;
  private final Optional<String> localKeyId;

  private Pkcs12Bag(Kind kind, byte[] value, String name, Optional<String> localKeyId) {
    this.kind = kind;
    this.value = value;
    this.name = name;
    this.localKeyId = localKeyId;
  }

  /** The items of a {@code SafeContents}, nested ones included. */
  static List<Pkcs12Bag> all(Der safeContents) throws IOException {
    List<Pkcs12Bag> bags = new ArrayList<>();
    collect(safeContents, MOST_LEVELS, bags);
    return bags;
  }

  private static void collect(Der safeContents, int levels, List<Pkcs12Bag> bags)
      throws IOException {
    if (levels == 0) {
      throw new IOException("bags nested too deeply");
    }
    if (safeContents.tag() != Der.SEQUENCE) {
      throw new IOException("no bags");
    }
    for (Der bag : safeContents.children()) {
      List<Der> fields = bag.children();
      if (fields.size() < 2) {
        throw new IOException("a bag without a value");
      }
      String id = fields.get(0).objectIdentifier();
      Der value = fields.get(1).child(0);
      if (id.equals(NESTED)) {
        collect(value, levels - 1, bags);
      } else {
        bags.add(of(id, value, fields.size() > 2 ? fields.get(2).children() : List.of()));
      }
    }
  }

  private static Pkcs12Bag of(String id, Der value, List<Der> attributes) throws IOException {
    String name = "";
    Optional<String> localKeyId = Optional.empty();
    for (Der attribute : attributes) {
      String type = attribute.child(0).objectIdentifier();
      List<Der> values = attribute.child(1).children();
      if (!values.isEmpty() && type.equals(FRIENDLY_NAME)) {
        name = new String(values.get(0).octets(), StandardCharsets.UTF_16BE);
      } else if (!values.isEmpty() && type.equals(LOCAL_KEY_ID)) {
        localKeyId = Optional.of(HexFormat.of().formatHex(values.get(0).octets()));
      }
    }
    return switch (id) {
      case BAGS + "1" -> new Pkcs12Bag(Kind.KEY, value.encoded(), name, localKeyId);
      case BAGS + "2" -> new Pkcs12Bag(Kind.ENCRYPTED_KEY, value.encoded(), name, localKeyId);
      case BAGS + "3" ->
          value.child(0).objectIdentifier().equals(X509_CERTIFICATE)
              ? new Pkcs12Bag(Kind.CERTIFICATE, value.child(1).child(0).octets(), name, localKeyId)
              : new Pkcs12Bag(Kind.OTHER, new byte[0], name, localKeyId);
      case BAGS + "5" -> new Pkcs12Bag(Kind.SECRET, new byte[0], name, localKeyId);
      default -> new Pkcs12Bag(Kind.OTHER, new byte[0], name, localKeyId);
    };
  }

  Kind kind() {
    return kind;
  }

  boolean isPrivateKey() {
    return kind == Kind.KEY || kind == Kind.ENCRYPTED_KEY;
  }

  /** The key as PKCS#8, encrypted or not, or the certificate, itself; empty for other kinds. */
  byte[] value() {
    return value;
  }

  /** The {@code friendlyName}, or empty. */
  String name() {
    return name;
  }

  /** The {@code localKeyId} in hexadecimal digits; empty if there is none. */
  Optional<String> localKeyId() {
    return localKeyId;
  }

  /** Wipes the key. */
  void wipe() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return kind.name();
  }
}
