package io.github.jdbctls.it.secrets;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is printed by this JVM, and where nobody sees it, until it is closed. */
final class StandardOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private StandardOutput() {}

  /** Keeps from now on. */
  static StandardOutput keep() {
    StandardOutput output = new StandardOutput();
    PrintStream keeping = new PrintStream(output.kept, true, StandardCharsets.UTF_8);
    System.setOut(keeping);
    System.setErr(keeping);
    return output;
  }

  /** Returns what has been printed. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
