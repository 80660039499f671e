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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static Optional<Path> file(Setting<Source> resource) throws ProblemException {
    return ClassPathResource.file(resource.origin(), (Source.Resource) resource.value());
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
    assertThat(file(resource(NAME))).contains(file);
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
    assertThat(file(resource(NAME))).isEmpty();
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
    assertThat(file(resource("absent.pem"))).isEmpty();
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
    URL url = new URL(null, "broken:/" + NAME, broken);
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
    URL url = new URL(null, "watched:/" + NAME, watched);
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

  /** A loader of which the name makes a URL that leads elsewhere, as the JDK's own may. */
  private static ClassLoader finding(String url, boolean[] opened) throws IOException {
    URLStreamHandler watched =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL u) throws IOException {
            opened[0] = true;
            throw new IOException("opened");
          }
        };
    URL found = new URL(null, url, watched);
    return new ClassLoader(null) {
      @Override
      public URL getResource(String name) {
        return found;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://class.path/a.pem",
        "HTTPS://class.path/a.pem",
        "ftp://class.path/a.pem",
        "jar:http://class.path/app.jar!/a.pem",
        "jar:jar:https://class.path/app.jar!/lib.jar!/a.pem",
        "jar:nested:http://class.path/app.jar!/a.pem",
        "jar:file://class.path/app.jar!/a.pem",
        "file://class.path/folder/a.pem",
        "file:/folder/%zz/a.pem",
        "file:/folder/%00/a.pem",
        "file:/etc/hostname",
        "jar:file:/app.jar!/b.pem",
        "jar:file:/app.jar!/aa.pem",
        "own:/a.pem/b",
        "own:/b?/a.pem",
        "own:/b#/a.pem"
      })
  void isNotOpenedWhereNoResourceIs(String url) throws Exception {
    boolean[] opened = {false};
    inContextOf(finding(url, opened));

    Problem problem = problemOf(() -> read("a.pem"));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(problem.found()).contains("the class path resource a.pem", "is found");
    assertThat(problem.found()).doesNotContain("hostname", "class.path");
    assertThat(problemOf(() -> file(resource("a.pem"))).failure())
        .isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(opened[0]).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jar:nested:/opt/app.jar/!BOOT-INF/lib/x.jar!/tls/app%20%C3%A4.pem",
        "jar:file:/opt/app.jar!/META-INF/versions/17/tls/app ä.pem",
        "jar:file:///C:/app.jar!/tls/app%20%c3%a4.pem",
        "jrt:/app/tls/app%20%C3%A4.pem",
        "vfs:/content/app.war/WEB-INF/classes/tls/app ä.pem",
        "bundleresource://17.fwk1/tls/app%20%C3%A4.pem"
      })
  void isOpenedWhereverALoaderKeepsItsOwn(String url) throws Exception {
    boolean[] opened = {false};
    inContextOf(finding(url, opened));

    assertThat(problemOf(() -> read(NAME)).cause()).hasMessage("opened");
    assertThat(opened[0]).isTrue();
  }
}
