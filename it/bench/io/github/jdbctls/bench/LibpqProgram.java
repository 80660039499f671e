package io.github.jdbctls.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Compiles the program that connects by libpq, where this machine has a compiler and libpq. */
final class LibpqProgram {
  private LibpqProgram() {}

  /** Tells the world where the program is, or why there is none. */
  static void make(World world) throws IOException, InterruptedException {
    Path source = world.folder().resolve("libpq.c");
    Path program = world.folder().resolve("libpq");
    try (InputStream in = LibpqProgram.class.getResourceAsStream("libpq.c")) {
      Files.write(source, Objects.requireNonNull(in).readAllBytes());
    }
    try {
      String include = run("pg_config", "--includedir").strip();
      run("cc", "-O2", "-I" + include, "-o", program.toString(), source.toString(), "-lpq");
      world.libpq(program);
    } catch (IOException e) {
      world.withoutLibpq("the program cannot be made: " + e.getMessage());
    }
  }

  private static String run(String... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(line[0] + ": " + output.lines().findFirst().orElse("failed"));
    }
    return output;
  }
}
