package com.example.mysql;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A root file system that has MySQL, which runs there by {@code chroot}: not every Linux has a
 * package of it.
 */
record MysqlRoot(Path path) {
  private static final String PROGRAM = "/usr/sbin/mysqld";

  /**
   * Finds it by the system property {@code it.mysql.root}; where it is missing the test is skipped,
   * or fails with {@code -Dit.require=all} unless {@code it.mysql.absent} gives a reason.
   */
  static MysqlRoot find() {
    String absent = property("it.mysql.absent", "");
    if (!absent.isEmpty()) {
      return abort("MySQL is not on this machine: " + absent);
    }
    String given = property("it.mysql.root", "");
    if (given.isEmpty()) {
      return missing("-Dit.mysql.root names no root file system");
    }
    Path root = Path.of(given);
    if (!Files.isExecutable(root.resolve(PROGRAM.substring(1)))) {
      return missing(root + PROGRAM + " is not there (-Dit.mysql.root)");
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      return missing("only root can run a program in another root file system");
    }
    return new MysqlRoot(root);
  }

  /** Maven passes what nobody has set as an empty text. */
  private static String property(String name, String otherwise) {
    String value = System.getProperty(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private static MysqlRoot missing(String reason) {
    String message = "MySQL is not on this machine: " + reason;
    return "all".equals(System.getProperty("it.require")) ? fail(message) : abort(message);
  }

  /** Makes a folder that the server can see; it must be deleted. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(path.resolve("tmp"), "sample");
  }

  /** Deletes a folder if it is still there. */
  static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the path by which the server knows a file. */
  String inside(Path file) {
    return "/" + path.relativize(file);
  }

  /** Returns the line that runs the server. */
  List<String> command(String... options) {
    List<String> command = new ArrayList<>(List.of("chroot", path.toString(), PROGRAM));
    command.addAll(List.of(options));
    return command;
  }
}
