package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What the JVM that has started the servers tells those that measure. Not thread-safe. */
final class World {
  /** Names the file to the JVMs that measure. */
  static final String PROPERTY = "bench.world";

  private static final String LIBPQ = "libpq";

  private final Properties told;

  private World(Properties told) {
    this.told = told;
  }

  static World of(Path folder) {
    World world = new World(new Properties());
    world.told.setProperty("folder", folder.toString());
    return world;
  }

  /** Reads what this JVM was told. */
  static World read() throws IOException {
    World world = new World(new Properties());
    try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty(PROPERTY)))) {
      world.told.load(reader);
    }
    return world;
  }

  void write(Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      told.store(writer, null);
    }
  }

  /** Where the client's files are. */
  Path folder() {
    return Path.of(told.getProperty("folder"));
  }

  Material material(boolean bundle) {
    return new Material(folder(), bundle);
  }

  /** Where measurements are written. */
  Path samples() {
    return folder().resolve("samples");
  }

  void port(Database database, TlsVersion version, boolean far, int port) {
    told.setProperty(key(database, version, far), String.valueOf(port));
  }

  int port(Row row) {
    return port(row.database(), row.version(), row.far());
  }

  int port(Database database, TlsVersion version, boolean far) {
    return Integer.parseInt(told.getProperty(key(database, version, far)));
  }

  private static String key(Database database, TlsVersion version, boolean far) {
    return "port." + database + "." + version + "." + (far ? "far" : "near");
  }

  /** Whether there is a server for TLS 1.3. */
  boolean has(Database database) {
    return told.containsKey(key(database, TlsVersion.TLS_1_3, false));
  }

  void absent(Database database, String reason) {
    told.setProperty("absent." + database, reason);
  }

  /** Why a server is not there; empty if it is. */
  Optional<String> absent(Database database) {
    return Optional.ofNullable(told.getProperty("absent." + database));
  }

  void libpq(Path program) {
    told.setProperty(LIBPQ, program.toString());
  }

  void withoutLibpq(String reason) {
    told.setProperty("absent." + LIBPQ, reason);
  }

  /** The program that connects by libpq; empty if it could not be made. */
  Optional<Path> libpq() {
    return Optional.ofNullable(told.getProperty(LIBPQ)).map(Path::of);
  }

  /** Why there is no libpq. */
  String whyWithoutLibpq() {
    return told.getProperty("absent." + LIBPQ, "");
  }
}
