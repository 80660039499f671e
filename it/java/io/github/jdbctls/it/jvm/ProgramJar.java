package io.github.jdbctls.it.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A program of one class, in a jar of its own. */
public final class ProgramJar {
  private ProgramJar() {}

  /** Writes the jar. */
  public static Path write(Path jar, Class<?> program) throws IOException {
    String name = program.getName().replace('.', '/') + ".class";
    try (InputStream in = program.getClassLoader().getResourceAsStream(name);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(Objects.requireNonNull(in).readAllBytes());
    }
    return jar;
  }
}
