package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same servers 10 ms away: behind a {@link Relay}, in a process of its own. */
final class FarServers implements AutoCloseable {
  private static final int MICROSECONDS_PER_DIRECTION = 5_000;

  private final Process process;

  private FarServers(Process process) {
    this.process = process;
  }

  /** Starts the relay, and tells the world its ports. */
  static FarServers start(World world) throws IOException {
    List<Database> databases = Arrays.stream(Database.values()).filter(world::has).toList();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-classpath");
    line.add(System.getProperty("java.class.path"));
    line.add(Relay.class.getName());
    line.add(String.valueOf(MICROSECONDS_PER_DIRECTION));
    for (Database database : databases) {
      line.add(String.valueOf(world.port(database, TlsVersion.TLS_1_3, false)));
    }
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
      String[] ports = String.valueOf(output.readLine()).split(" ", -1);
      for (int i = 0; i < databases.size(); i++) {
        world.port(databases.get(i), TlsVersion.TLS_1_3, true, Integer.parseInt(ports[i]));
      }
    }
    return new FarServers(process);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
