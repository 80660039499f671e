package io.github.jdbctls.it.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that passed in one direction, as far as they have passed. Thread-safe. */
public final class Recording {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(byte[] buffer, int offset, int length) {
    synchronized (bytes) {
      bytes.write(buffer, offset, length);
    }
  }

  /** Returns all bytes so far. */
  public byte[] bytes() {
    synchronized (bytes) {
      return bytes.toByteArray();
    }
  }

  /** Whether this text, such as a password, passed in clear. */
  public boolean contains(String text) {
    String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return new String(bytes(), StandardCharsets.ISO_8859_1).contains(wanted);
  }

  /** Returns the bytes with those that cannot be shown as dots, for messages of failed tests. */
  @Override
  public String toString() {
    return new String(bytes(), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
  }
}
