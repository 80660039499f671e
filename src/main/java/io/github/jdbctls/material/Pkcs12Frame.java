package io.github.jdbctls.material;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outside of a PKCS#12 store: all that can be read before a password is needed (RFC 7292
 * section 4). Immutable.
 */
final class Pkcs12Frame {
  /** That the store is protected with public keys, which nobody uses and no library reads. */
  static final class PublicKeyMode extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final String DATA = "1.2.840.113549.1.7.1";
  private static final String ENCRYPTED_DATA = "1.2.840.113549.1.7.6";

  private final byte[] content;
  private final Optional<Pkcs12Mac> mac;
  private final List<byte[]> open;
  private final List<EncryptedInfo> encrypted;

  private Pkcs12Frame(
      byte[] content, Optional<Pkcs12Mac> mac, List<byte[]> open, List<EncryptedInfo> encrypted) {
    this.content = content;
    this.mac = mac;
    this.open = List.copyOf(open);
    this.encrypted = List.copyOf(encrypted);
  }

  /**
   * Reads a store. Indefinite lengths, as Windows writes them, are read by BouncyCastle.
   *
   * @throws IOException if it is damaged
   */
  static Pkcs12Frame of(byte[] pfx) throws IOException {
    List<Der> fields = definite(pfx).children();
    if (fields.size() < 2) {
      throw new IOException("a field is missing");
    }
    byte[] content = data(fields.get(1));
    List<byte[]> open = new ArrayList<>();
    List<EncryptedInfo> encrypted = new ArrayList<>();
    for (Der info : definite(content).children()) {
      if (info.child(0).objectIdentifier().equals(ENCRYPTED_DATA)) {
        encrypted.add(encrypted(info.child(1).child(0)));
      } else {
        open.add(data(info));
      }
    }
    Optional<Pkcs12Mac> mac =
        fields.size() > 2 ? Optional.of(Pkcs12Mac.of(fields.get(2))) : Optional.empty();
    return new Pkcs12Frame(content, mac, open, encrypted);
  }

  private static byte[] data(Der contentInfo) throws IOException {
    if (!contentInfo.child(0).objectIdentifier().equals(DATA)) {
      throw new PublicKeyMode();
    }
    return contentInfo.child(1).child(0).octets();
  }

  private static EncryptedInfo encrypted(Der encryptedData) throws IOException {
    List<Der> fields = encryptedData.child(1).children();
    if (fields.size() < 3) {
      throw new IOException("a field is missing");
    }
    return EncryptedInfo.of(fields.get(1), fields.get(2).octets());
  }

  /** What the MAC is of. */
  byte[] content() {
    return content;
  }

  /** The MAC; empty if there is none. */
  Optional<Pkcs12Mac> mac() {
    return mac;
  }

  /** The parts in the open, each with its bags. */
  List<byte[]> open() {
    return open;
  }

  /** The encrypted parts, each with its bags. */
  List<EncryptedInfo> encrypted() {
    return encrypted;
  }

  /** Whether it takes a password to read what is in it, keys aside. */
  boolean isEncrypted() {
    return !encrypted.isEmpty();
  }

  /** One value with definite lengths only; what is behind it does not matter, as for OpenSSL. */
  static Der definite(byte[] bytes) throws IOException {
    BerFrame.requireFewLevels(bytes);
    try {
      Der value = Der.of(bytes);
      if (value.isDefinite()) {
        return value;
      }
    } catch (IOException e) {
      // Indefinite, or followed by something.
    }
    return Der.of(BouncyCastlePkcs12.definite(bytes));
  }

  @Override
  public String toString() {
    return "PKCS#12 of " + (open.size() + encrypted.size()) + " parts";
  }
}
