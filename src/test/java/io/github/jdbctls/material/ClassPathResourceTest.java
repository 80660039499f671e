package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathResourceTest {
  private static final String NAME = "tls/app ä.pem";

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreTheContextLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static Setting<Source> resource(String name) {
    return new Setting<>(new Source.Resource(name), new Origin(Origin.Kind.URL, "sslkey"));
  }

  private static SourceBytes read(String name) throws ProblemException {
    return SourceBytes.read(resource(name));
  }

  private void inContextOf(Path root) throws IOException {
    inContextOf(new URLClassLoader("app", new URL[] {root.toUri().toURL()}, null));
  }

  private static void inContextOf(@Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
  }

  private Path file(String content) throws IOException {
    Path file = folder.resolve(NAME);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path jar(String content) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(NAME));
      out.write(content.getBytes(UTF_8));
    }
    return jar;
  }

  @Test
  void isReadAsTheFileThatItIs() throws Exception {
    Path file = file("content");
    inContextOf(folder);

    try (SourceBytes source = read(NAME)) {
      assertThat(source.bytes()).isEqualTo("content".getBytes(UTF_8));
      assertThat(source.stamps()).containsExactly(FileStamp.of(file));
      assertThat(source.place().name()).isEqualTo(file.toString());
    }
    assertThat(ClassPathResource.file(NAME)).contains(file);
  }

  @Test
  void isReadOutOfAJarThatMayBeReplaced() throws Exception {
    inContextOf(jar("content"));

    try (SourceBytes source = read(NAME)) {
      assertThat(source.bytes()).isEqualTo("content".getBytes(UTF_8));
      assertThat(source.stamps()).isEmpty();
      assertThat(source.access()).isEmpty();
      assertThat(source.toString())
          .isEqualTo("the class path resource " + NAME + " (\"sslkey\" in the URL)");
    }
    assertThat(ClassPathResource.file(NAME)).isEmpty();
  }

  @Test
  void isLookedForByOurOwnLoaderToo() throws Exception {
    String own = ClassPathResource.class.getName().replace('.', '/') + ".class";
    for (ClassLoader loader : new ClassLoader[] {null, new URLClassLoader(new URL[0], null)}) {
      inContextOf(loader);

      assertThat(read(own).bytes()).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
    }
  }

  @Test
  void isMissingWhereNeitherLoaderFindsIt() throws Exception {
    inContextOf(folder);
    Problem problem = problemOf(() -> read("absent.pem"));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(problem.found())
        .startsWith("the class path resource absent.pem (\"sslkey\" in the URL) is found neither")
        .contains(
            "java.net.URLClassLoader \"app\"",
            ClassPathResource.class.getClassLoader().getClass().getName());
    inContextOf((ClassLoader) null);
    assertThat(problemOf(() -> read("absent.pem")).found()).contains("(none)");
    assertThat(ClassPathResource.file("absent.pem")).isEmpty();
  }

  @Test
  void isRefusedWhenItIsEmptyOrTooLarge() throws Exception {
    inContextOf(jar(" \n"));
    assertThat(problemOf(() -> read(NAME)).failure()).isEqualTo(TlsFailure.FILE_EMPTY);

    inContextOf(jar("x".repeat(RegularFile.LIMIT + 1)));
    assertThat(problemOf(() -> read(NAME)).found()).contains("16 MiB");

    file("");
    inContextOf(folder);
    assertThat(problemOf(() -> read(NAME)).failure()).isEqualTo(TlsFailure.FILE_EMPTY);
  }

  /** A class loader of a network, for example. */
  @Test
  void isRefusedWhenItCannotBeRead() throws Exception {
    URLStreamHandler broken =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("broken");
          }
        };
    URL url = new URL(null, "broken:x", broken);
    inContextOf(
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return url;
          }
        });
    Problem problem = problemOf(() -> read(NAME));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found()).contains(NAME, "IOException");
    assertThat(problem.cause()).hasMessage("broken");
  }

  /** Caches of connections would keep it open after it was read. */
  @Test
  void isReadPastTheCachesOfConnections() throws Exception {
    boolean[] caches = {true};
    URLStreamHandler watched =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public InputStream getInputStream() {
                caches[0] = getUseCaches();
                return InputStream.nullInputStream();
              }
            };
          }
        };
    URL url = new URL(null, "watched:x", watched);
    inContextOf(
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return url;
          }
        });

    assertThat(problemOf(() -> read(NAME)).failure()).isEqualTo(TlsFailure.FILE_EMPTY);
    assertThat(caches[0]).isFalse();
  }

  @Test
  void isAKeyThatOthersMayNotReadWhereItIsAFile() throws Exception {
    TestCertificate client =
        TestCertificate.leaf("app").issuedBy(TestCertificate.authority("root").selfSigned());
    Path key = file(client.keyPem() + client.chainPem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    inContextOf(folder);

    Problem problem =
        problemOf(
            () ->
                IdentityReader.read(
                    Optional.of(resource(NAME)), Optional.empty(), Optional.empty()));

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_PERMISSIONS);
    assertThat(problem.found()).contains(key.toString(), "\"sslkey\" in the URL");
  }
}
