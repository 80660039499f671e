package io.github.jdbctls.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of the README between two marks, which is not written by hand. */
final class Readme {
  private static final String BEGIN = "<!-- begin of what mvn -Pbench verify writes -->\n";
  private static final String END = "<!-- end of what mvn -Pbench verify writes -->\n";

  private Readme() {}

  /** Replaces the part. */
  static void write(Path file, String text) throws IOException {
    String before = Files.readString(file);
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no marks");
    }
    Files.writeString(
        file,
        before.substring(0, begin + BEGIN.length()) + "\n" + text + "\n" + before.substring(end));
  }
}
