package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.jvm.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * From the start of a JVM until its first connection stands, through the driver manager, with what
 * an application has on its class path.
 *
 * @param name of the alternative
 * @param line that starts the JVM
 */
record ColdStart(String name, List<String> line) implements Contestant {
  /** The driver in an application that has our jars too: the driver manager opens each jar. */
  static final String DRIVER_AMONG_OURS = "driver alone, our jars on the class path too";

  static final String PLAIN_KEY = "jdbc-tls, plain PEM key";
  static final String ENCRYPTED_KEY = "jdbc-tls, PBES2 PEM key";

  /** The name of the row. */
  static final String ROW = "cold";

  /** Makes the contestants. */
  static List<Contestant> all(World world, Path jar) throws IOException {
    Material material = world.material(false);
    String place =
        "postgresql://localhost:%d/postgres"
            .formatted(world.port(Database.POSTGRESQL, TlsVersion.TLS_1_3, false));
    Map<String, Path> files =
        Map.of("sslrootcert", material.roots(), "sslcert", material.certificate());
    return List.of(
        new ColdStart(
            Names.RAW, alone(List.of(program(world), ClassPath.driver()), place, files, material)),
        new ColdStart(DRIVER_AMONG_OURS, alone(ours(world, jar), place, files, material)),
        new ColdStart(
            PLAIN_KEY,
            line(ours(world, jar), "jdbc:tls:" + place, files, "sslkey=" + material.key())),
        new ColdStart(
            ENCRYPTED_KEY,
            line(
                ours(world, jar),
                "jdbc:tls:" + place,
                files,
                "sslkey=" + material.encryptedKey(),
                "sslpassword=" + Material.PASSWORD)));
  }

  private static List<String> alone(
      List<Path> classPath, String place, Map<String, Path> files, Material material) {
    return line(
        classPath, "jdbc:" + place, files, "sslmode=verify-full", "sslkey=" + material.derKey());
  }

  /** The program alone in a folder: not among the classes of all tests. */
  private static Path program(World world) throws IOException {
    String name = FirstConnect.class.getName().replace('.', '/') + ".class";
    Path folder = world.folder().resolve("program");
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      try (InputStream in = FirstConnect.class.getClassLoader().getResourceAsStream(name)) {
        Files.write(file, Objects.requireNonNull(in).readAllBytes());
      }
    }
    return folder;
  }

  private static List<Path> ours(World world, Path jar) throws IOException {
    List<Path> path = new ArrayList<>();
    path.add(program(world));
    path.add(jar);
    // The first one is where our classes were compiled to.
    List<Path> dependencies = ClassPath.withoutDriver().entries();
    path.addAll(dependencies.subList(1, dependencies.size()));
    path.add(ClassPath.driver());
    return path;
  }

  private static List<String> line(
      List<Path> classPath, String url, Map<String, Path> files, String... more) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-classpath");
    line.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    line.add(FirstConnect.class.getName());
    line.add(url);
    line.add("user=" + Material.USER);
    files.forEach((key, file) -> line.add(key + "=" + file));
    line.addAll(List.of(more));
    return line;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public Measured[] turn() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int answer = process.getInputStream().read();
    long end = System.nanoTime();
    // Of all its threads, in hundredths of a second.
    long processor =
        process.info().totalCpuDuration().map(Duration::toNanos).orElse(Measured.UNKNOWN);
    process.getOutputStream().close();
    if (answer != '+' || process.waitFor() != 0) {
      throw new IOException(name + ": no connection");
    }
    return new Measured[] {new Measured(end - start, processor, Measured.UNKNOWN)};
  }
}
