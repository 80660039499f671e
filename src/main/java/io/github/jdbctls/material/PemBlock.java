package io.github.jdbctls.material;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One block of a PEM file, or what is left of it. Immutable but for {@link #wipe}. */
final class PemBlock {
  private final int number;
  private final String label;
  private final Map<String, String> headers;
  private final byte[] content;
  private final @Nullable String damage;

  private PemBlock(
      int number,
      String label,
      Map<String, String> headers,
      byte[] content,
      @Nullable String damage) {
    this.number = number;
    this.label = label;
    this.headers = headers;
    this.content = content;
    this.damage = damage;
  }

  static PemBlock complete(int number, String label, Map<String, String> headers, byte[] content) {
    return new PemBlock(number, label, Map.copyOf(headers), content, null);
  }

  static PemBlock damaged(int number, String label, String damage) {
    return new PemBlock(number, label, Map.of(), new byte[0], damage);
  }

  /** What stands after BEGIN, such as {@code CERTIFICATE}. */
  String label() {
    return label;
  }

  /** Of the header lines of RFC 1421 those of {@link DekInfoKey#HEADERS}. */
  Map<String, String> headers() {
    return headers;
  }

  /** The decoded bytes themselves, not a copy; empty if the block is damaged. */
  byte[] content() {
    return content;
  }

  /** What is wrong with the block, or null. */
  @Nullable String damage() {
    return damage;
  }

  /** The block in words; a label that is not well known is not repeated. */
  String describe() {
    return "number " + number + " (" + PemLabel.describe(label) + ")";
  }

  /** Overwrites the decoded bytes. */
  void wipe() {
    Arrays.fill(content, (byte) 0);
  }

  /** Overwrites the decoded bytes of all blocks. */
  static void wipe(List<PemBlock> blocks) {
    for (PemBlock block : blocks) {
      block.wipe();
    }
  }

  @Override
  public String toString() {
    return describe();
  }
}
