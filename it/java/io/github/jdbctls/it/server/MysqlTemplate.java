package io.github.jdbctls.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Data directories as they are before the first start: made once per JVM, then copied. */
final class MysqlTemplate {
  private static final Map<Installation, Path> MADE = new ConcurrentHashMap<>();

  private MysqlTemplate() {}

  /**
   * Copies the data directory of this installation, which is made where it is the first time.
   *
   * @param initialise returns the line that makes the data directory that it is given
   */
  static void copy(
      Installation installation, Path target, Function<Path, List<String>> initialise) {
    Path made = MADE.computeIfAbsent(installation, missing -> make(missing, initialise));
    try {
      ServerProcess.run(
          List.of("cp", "--archive", "--reflink=auto", made.toString(), target.toString()),
          target.resolveSibling("cp.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path make(Installation installation, Function<Path, List<String>> initialise) {
    try {
      Path folder = installation.newFolder();
      Path data = folder.resolve("data");
      ServerProcess.run(initialise.apply(data), folder.resolve("initialise.log"));
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
