package io.github.jdbctls.it.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** How a parameter says where its content is. */
enum SourceForm {
  PATH,
  FILE_URI,
  CLASSPATH,
  VARIABLE,
  INLINE,
  BASE64;

  /** Whether it is meant for content that is no text. */
  boolean takesBinary() {
    return this != VARIABLE && this != INLINE;
  }

  /** Whether the JVM must have been started for it. */
  boolean needsOwnJvm() {
    return this == CLASSPATH || this == VARIABLE;
  }

  /** The value by which a parameter has the content of this file. */
  String value(Path file) throws IOException {
    return switch (this) {
      case PATH -> file.toString();
      case FILE_URI -> file.toUri().toString();
      case CLASSPATH -> "classpath:" + file.getFileName();
      case VARIABLE -> "env:" + variable(file);
      case INLINE -> Files.readString(file);
      case BASE64 -> "base64:" + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    };
  }

  /** The variable that has the content of this file. */
  static String variable(Path file) {
    byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder("DB_TLS_");
    for (byte b : name) {
      text.append(Character.isLetterOrDigit(b) ? (char) b : '_');
    }
    return text.toString();
  }
}
