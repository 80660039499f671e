package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ProgramJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** With the classes of an earlier run in an archive, which is not made by default. */
  static final String DRIVER_ARCHIVED = "driver alone, our jars too, archive of class data";

  static final String ARCHIVED = "jdbc-tls, plain PEM key, archive of class data";

  /** The name of the row. */
  static final String ROW = "cold";

  /** Makes the contestants, and the archives of those that have one. */
  static List<Contestant> all(World world, Path jar) throws IOException, InterruptedException {
    Material material = world.material(false);
    Path program = ProgramJar.write(world.folder().resolve("program.jar"), FirstConnect.class);
    String place =
        "postgresql://localhost:%d/postgres"
            .formatted(world.port(Database.POSTGRESQL, TlsVersion.TLS_1_3, false));
    Map<String, Path> files =
        Map.of("sslrootcert", material.roots(), "sslcert", material.certificate());
    ColdStart amongOurs =
        new ColdStart(DRIVER_AMONG_OURS, alone(ours(program, jar), place, files, material));
    ColdStart plain =
        new ColdStart(
            PLAIN_KEY,
            line(ours(program, jar), "jdbc:tls:" + place, files, "sslkey=" + material.key()));
    return List.of(
        new ColdStart(
            Names.RAW, alone(List.of(program, ClassPath.driver()), place, files, material)),
        amongOurs,
        plain,
        new ColdStart(
            ENCRYPTED_KEY,
            line(
                ours(program, jar),
                "jdbc:tls:" + place,
                files,
                "sslkey=" + material.encryptedKey(),
                "sslpassword=" + Material.PASSWORD)),
        amongOurs.archived(DRIVER_ARCHIVED, world.folder().resolve("driver.jsa")),
        plain.archived(ARCHIVED, world.folder().resolve("ours.jsa")));
  }

  /** The same with an archive, which is made here, of the classes that it loads. */
  private ColdStart archived(String as, Path archive) throws IOException, InterruptedException {
    // What the JVM says of classes that no archive takes would stand in its output.
    with(as, "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable").turn();
    if (!Files.exists(archive)) {
      throw new IOException("this JVM makes no archive of class data");
    }
    return with(as, "-XX:SharedArchiveFile=" + archive);
  }

  private ColdStart with(String as, String... options) {
    List<String> all = new ArrayList<>(line);
    all.addAll(1, List.of(options));
    return new ColdStart(as, all);
  }

  private static List<String> alone(
      List<Path> classPath, String place, Map<String, Path> files, Material material) {
    return line(
        classPath, "jdbc:" + place, files, "sslmode=verify-full", "sslkey=" + material.derKey());
  }

  private static List<Path> ours(Path program, Path jar) {
    List<Path> path = new ArrayList<>();
    path.add(program);
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
