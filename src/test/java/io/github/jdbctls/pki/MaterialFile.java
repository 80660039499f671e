package io.github.jdbctls.pki;

import java.util.List;

/** The bytes of a file that a parameter may name, and what of it must never be shown. Immutable. */
public final class MaterialFile {
  private final String name;
  private final byte[] bytes;
  private final List<byte[]> secrets;

  MaterialFile(String name, byte[] bytes, List<byte[]> secrets) {
    this.name = name;
    this.bytes = bytes.clone();
    this.secrets = List.copyOf(secrets);
  }

  /** A word for the container, unique among all. */
  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The private key, and what stands for it in the file; none for certificates and lists. */
  public List<byte[]> secrets() {
    return secrets;
  }

  @Override
  public String toString() {
    return name;
  }
}
