package io.github.jdbctls.it.jvm;

import io.github.jdbctls.TlsDriver;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.openssl.PEMParser;

/** A class path that a test puts together. Immutable. */
public record ClassPath(List<Path> entries) {
  public ClassPath {
    entries = List.copyOf(entries);
  }

  /** What an application has without its driver: our jar and its dependency. */
  public static ClassPath withoutDriver() {
    return new ClassPath(
        Stream.of(TlsDriver.class, PEMParser.class, MiscObjectIdentifiers.class, ASN1Object.class)
            .map(ClassPath::origin)
            .distinct()
            .toList());
  }

  /** What an application has: our jar, its dependency and pgjdbc as the build has it. */
  public static ClassPath ofApplication() {
    return withoutDriver().with(driver());
  }

  /** The pgjdbc of the build. */
  public static Path driver() {
    return origin(org.postgresql.Driver.class);
  }

  /** Another version of pgjdbc. */
  public static Path driver(String version) {
    Path jar = Path.of("target", "drivers", "postgresql-" + version + ".jar").toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("the build has not copied " + jar);
    }
    return jar;
  }

  /** Our jar, as the build has packaged it. */
  public static Path ourJar() {
    return origin(TlsDriver.class);
  }

  /** Adds the programs of this package. */
  ClassPath withPrograms() {
    return with(origin(ClassPath.class));
  }

  /** Adds an entry at the end. */
  public ClassPath with(Path entry) {
    List<Path> all = new ArrayList<>(entries);
    all.add(entry);
    return new ClassPath(all);
  }

  private URL[] urls() {
    return entries.stream().map(ClassPath::url).toArray(URL[]::new);
  }

  /** A class loader that sees these entries and the JDK, and nothing of this JVM's class path. */
  public URLClassLoader isolated(String name) {
    return new URLClassLoader(name, urls(), ClassLoader.getPlatformClassLoader());
  }

  /** The entries as a command line takes them. */
  @Override
  public String toString() {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  /** Where a class of this JVM comes from. */
  public static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
