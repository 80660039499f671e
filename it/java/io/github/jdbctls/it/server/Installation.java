package io.github.jdbctls.it.server;

import io.github.jdbctls.it.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's programs are: on this machine, or in the folder of another root file system, in
 * which they are run by {@code chroot}. Immutable.
 *
 * @param name the server, as a reader knows it
 * @param root the other root file system; null for this machine's own
 * @param account whom the server runs as where the tests run as root
 */
record Installation(String name, @Nullable Path root, String account) {
  /**
   * Finds a root file system; where there is none the running test ends.
   *
   * @param property the system property that names its folder
   */
  static Installation inRoot(String name, String property, String account, String program) {
    String given = System.getProperty(property, "");
    Requirement.met(!given.isEmpty(), name, "-D" + property + " names no root file system");
    Path root = Path.of(given);
    Requirement.met(
        Files.isExecutable(root.resolve(program.substring(1))),
        name,
        root + program + " is not there (-D" + property + ")");
    Requirement.met(asRoot(), name, "only root can run a program in another root file system");
    return new Installation(name, root, account);
  }

  /** Finds programs on the path of this machine; where one is not the running test ends. */
  static Installation onPath(String name, String account, String... programs) {
    Installation installation = new Installation(name, null, account);
    for (String program : programs) {
      Requirement.met(
          installation.candidates(program).anyMatch(Files::isExecutable),
          name,
          "there is no program " + program);
    }
    return installation;
  }

  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private Stream<Path> candidates(String program) {
    Stream<String> folders =
        root != null
            ? Stream.of()
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    Path start = root != null ? root : Path.of("/");
    return Stream.concat(folders, Stream.of("usr/sbin", "usr/bin"))
        .map(folder -> start.resolve(folder).resolve(program));
  }

  /** Returns the line that runs a program here. */
  List<String> command(String program, List<String> arguments) {
    Path found =
        candidates(program)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name + " has no program " + program));
    List<String> line = new ArrayList<>();
    if (root != null) {
      line.addAll(List.of("chroot", root.toString()));
    }
    line.add(inside(found));
    line.addAll(arguments);
    return line;
  }

  /** Returns the path by which the server knows a file. */
  String inside(Path file) {
    return root == null ? file.toString() : "/" + root.relativize(file);
  }

  /** Makes a folder that the server may use; it is deleted when the JVM ends at the latest. */
  Path newFolder() throws IOException {
    Path parent =
        root == null ? Path.of(System.getProperty("java.io.tmpdir")) : root.resolve("tmp");
    return own(Leftovers.register(Files.createTempDirectory(parent, "server-it")));
  }

  /** Gives a file to the account that the server runs as. */
  Path own(Path file) throws IOException {
    if (asRoot()) {
      String[] entry = accountEntry();
      Files.setAttribute(file, "unix:uid", Integer.valueOf(entry[2]));
      Files.setAttribute(file, "unix:gid", Integer.valueOf(entry[3]));
    }
    return file;
  }

  private String[] accountEntry() throws IOException {
    Path accounts = (root != null ? root : Path.of("/")).resolve("etc/passwd");
    try (Stream<String> lines = Files.lines(accounts)) {
      return lines
          .filter(line -> line.startsWith(account + ":"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(accounts + " has no " + account))
          .split(":");
    }
  }
}
