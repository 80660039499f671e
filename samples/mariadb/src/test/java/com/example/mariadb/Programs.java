package com.example.mariadb;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs of this machine. */
final class Programs {
  private Programs() {}

  /**
   * Returns the path of a program; where it is missing the test is skipped, or fails with {@code
   * -Dit.require=all}.
   */
  static String find(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> missing("MariaDB is not on this machine: there is no program " + name));
  }

  private static String missing(String reason) {
    return "all".equals(System.getProperty("it.require")) ? fail(reason) : abort(reason);
  }
}
