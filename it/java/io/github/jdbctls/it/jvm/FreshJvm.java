package io.github.jdbctls.it.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that is started for one program, with a class path, options and environment of its own.
 *
 * <p>libpq's variables of this JVM are not passed on, and its home directory is empty. Immutable.
 */
public final class FreshJvm {
  private static final int PATIENCE_SECONDS = 60;

  private final ClassPath classPath;
  private final List<String> options;
  private final Map<String, String> variables;
  private final List<String> launcher;

  private FreshJvm(
      ClassPath classPath,
      List<String> options,
      Map<String, String> variables,
      List<String> launcher) {
    this.classPath = classPath;
    this.launcher = List.copyOf(launcher);
    this.options = List.copyOf(options);
    this.variables = Map.copyOf(variables);
  }

  /** A JVM with this class path; the programs of this package are added. */
  public static FreshJvm with(ClassPath classPath) {
    return withAlone(classPath.withPrograms());
  }

  /** A JVM with this class path, which has the program. */
  public static FreshJvm withAlone(ClassPath classPath) {
    return new FreshJvm(classPath, List.of(), Map.of(), List.of());
  }

  /** The same with one more option of the JVM. */
  public FreshJvm option(String option) {
    List<String> all = new ArrayList<>(options);
    all.add(option);
    return new FreshJvm(classPath, all, variables, launcher);
  }

  /** The same with one more environment variable. */
  public FreshJvm variable(String name, String value) {
    Map<String, String> all = new HashMap<>(variables);
    all.put(name, value);
    return new FreshJvm(classPath, options, all, launcher);
  }

  /** The same, started by this command, which gets the command line of the JVM as arguments. */
  public FreshJvm startedBy(String... command) {
    return new FreshJvm(classPath, options, variables, List.of(command));
  }

  /** Runs the program to its end. */
  public Run run(Class<?> program, String... arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fresh-jvm");
    Path home = Files.createDirectory(folder.resolve("home"));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A program that ends within a second gains nothing from what a long one is prepared for.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add("-Duser.home=" + home);
    command.addAll(List.of("-cp", classPath.toString(), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      process.destroyForcibly().waitFor();
      for (Path path : List.of(home, output, errors, folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * How a program ended.
   *
   * @param output what it printed
   * @param errors what it, and the loggers, printed to standard error
   */
  public record Run(int exitCode, String output, String errors) {}
}
