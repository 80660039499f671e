package io.github.jdbctls.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured on, and how busy that was meanwhile. Not thread-safe. */
final class Machine {
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private final DoubleSummaryStatistics load = new DoubleSummaryStatistics();

  /** Notes how busy the machine is now. */
  void look() throws IOException {
    if (Files.exists(LOAD)) {
      load.accept(Double.parseDouble(Files.readString(LOAD).split(" ", -1)[0]));
    }
  }

  /** Describes it in a few lines. */
  String describe(Map<Database, String> servers) throws IOException {
    return """
    Measured on %s: %s, %d cores, %s %s; %s %s.

    Servers on the same machine: %s. Drivers: pgjdbc %s, MySQL Connector/J %s, MariaDB Connector/J %s, jedis %s.

    Load of the machine meanwhile, as the kernel has it for the last minute: %.1f to %.1f, mean %.1f.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            new TreeMap<>(servers)
                .entrySet().stream()
                    .map(server -> server.getKey().title() + " " + server.getValue())
                    .collect(Collectors.joining(", ")),
            version("postgresql"),
            version("mysql-connector-j"),
            version("mariadb-java-client"),
            version("jedis"),
            load.getMin(),
            load.getMax(),
            load.getAverage());
  }

  /** The jar's name has it, for every driver alike. */
  private static String version(String artifact) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> String.valueOf(Path.of(entry).getFileName()))
        .filter(name -> name.matches(artifact + "-\\d.*\\.jar"))
        .map(name -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
        .findFirst()
        .orElse("unknown");
  }

  private static String processor() throws IOException {
    if (!Files.exists(PROCESSOR)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
