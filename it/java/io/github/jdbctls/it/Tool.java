package io.github.jdbctls.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this machine that makes files. Immutable.
 *
 * @param command what its arguments are put behind
 */
public record Tool(String name, List<String> command) {
  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

  public Tool {
    command = List.copyOf(command);
  }

  /** The {@code openssl} of this machine; where there is none the running test ends. */
  public static Tool openssl() {
    Tool openssl = new Tool("openssl", List.of("openssl"));
    try {
      openssl.run("version");
    } catch (IOException e) {
      throw Requirement.missing("openssl", String.valueOf(e.getMessage()));
    }
    return openssl;
  }

  /** The {@code keytool} of the JDK that runs the tests, told to start fast. */
  public static Tool keytool() {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Requirement.met(Files.isExecutable(program), "keytool", program + " is not there");
    return new Tool(
        "keytool",
        List.of(
            program.toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-J-Xshare:auto",
            "-J-XX:+UseSerialGC"));
  }

  /**
   * Runs it to its end, and returns what it prints.
   *
   * @throws IOException if it cannot be started
   * @throws IllegalStateException if it fails, with what it says of that
   */
  public byte[] run(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    Path errors = Files.createTempFile(SCRATCH, name, ".err");
    try {
      Process process = new ProcessBuilder(line).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            line
                + ": "
                + Files.readString(errors)
                + new String(output, StandardCharsets.ISO_8859_1));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(errors);
    }
  }

  /** As {@link #run}, for a program that prints text. */
  public String text(String... arguments) throws IOException {
    return new String(run(arguments), StandardCharsets.UTF_8);
  }
}
