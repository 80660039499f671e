package io.github.jdbctls.it.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server's log: each backend writes its line before it answers the client, so that what a
 * client has seen is in it already.
 */
public record ServerLog(Path file) {
  /** Returns the place up to which the log is written now. */
  public long position() throws IOException {
    return Files.size(file);
  }

  /** Returns what was written after this place. */
  public String since(long position) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(position);
      byte[] rest = new byte[(int) (log.length() - position)];
      log.readFully(rest);
      return new String(rest, StandardCharsets.UTF_8);
    }
  }
}
