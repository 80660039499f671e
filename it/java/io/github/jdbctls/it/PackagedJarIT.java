package io.github.jdbctls.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is published. */
class PackagedJarIT {
  private static ModuleDescriptor module() {
    return ModuleFinder.of(ClassPath.ourJar()).find("io.github.jdbctls").orElseThrow().descriptor();
  }

  @Test
  void isAModuleThatExportsTheContractAndTheHooks() {
    assertThat(module().isAutomatic()).isFalse();
    assertThat(module().exports())
        .allMatch(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .contains("io.github.jdbctls", "io.github.jdbctls.dialect.postgresql")
        .doesNotContain(
            "io.github.jdbctls.attempt",
            "io.github.jdbctls.connect",
            "io.github.jdbctls.context",
            "io.github.jdbctls.material",
            "io.github.jdbctls.trust");
    assertThat(module().opens()).isEmpty();
  }

  @Test
  void isAModuleThatProvidesTheDriver() {
    assertThat(module().provides())
        .singleElement()
        .satisfies(
            provided -> {
              assertThat(provided.service()).isEqualTo("java.sql.Driver");
              assertThat(provided.providers()).containsExactly("io.github.jdbctls.TlsDriver");
            });
    assertThat(module().uses()).containsExactly("io.github.jdbctls.dialect.Dialect");
  }

  @Test
  void isAModuleThatNeedsNoDriver() {
    Map<String, Set<Modifier>> required =
        module().requires().stream()
            .collect(
                Collectors.toMap(
                    ModuleDescriptor.Requires::name, ModuleDescriptor.Requires::modifiers));

    assertThat(required)
        .containsOnlyKeys(
            "java.base",
            "java.sql",
            "java.naming",
            "org.bouncycastle.pkix",
            "org.bouncycastle.provider",
            "org.bouncycastle.util",
            "org.jspecify");
    assertThat(required.get("org.jspecify")).contains(Modifier.STATIC);
    assertThat(required.get("java.sql")).contains(Modifier.TRANSITIVE);
  }

  @Test
  void registersItsDriverByServiceLoader() throws Exception {
    try (URLClassLoader loader = ClassPath.withoutDriver().isolated("published")) {
      assertThat(
              ServiceLoader.load(Driver.class, loader).stream().map(ServiceLoader.Provider::type))
          .anySatisfy(
              type -> {
                assertThat(type.getName()).isEqualTo("io.github.jdbctls.TlsDriver");
                assertThat(type.getClassLoader()).isSameAs(loader);
              });
    }
  }

  @Test
  void carriesItsLicence() throws Exception {
    try (JarFile jar = new JarFile(ClassPath.ourJar().toFile());
        InputStream licence = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
      assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
    }
  }

  @Test
  void saysWhichVersionItIs() throws Exception {
    TlsDriver driver = new TlsDriver();
    try (JarFile jar = new JarFile(ClassPath.ourJar().toFile())) {
      assertThat(
              jar.getManifest()
                  .getMainAttributes()
                  .getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          .startsWith(
              String.format(
                  Locale.ROOT, "%d.%d.", driver.getMajorVersion(), driver.getMinorVersion()));
    }
  }

  @Test
  void holdsNothingThatBelongsToTheBuildAlone() throws Exception {
    try (JarFile jar = new JarFile(ClassPath.ourJar().toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(Object::toString))
          .allMatch(
              name ->
                  name.startsWith("io/github/jdbctls/")
                      || name.startsWith("META-INF/")
                      || name.equals("module-info.class"));
    }
  }

  @Test
  void connectsOnTheModulePath(@TempDir Path folder) throws Exception {
    try (TlsServer server = TlsServer.start(folder)) {
      FreshJvm.Run run =
          FreshJvm.with(new ClassPath(List.of()))
              .option("--module-path=" + ClassPath.ofApplication())
              .option("--add-modules=io.github.jdbctls,org.postgresql.jdbc")
              .run(
                  ConnectProgram.class,
                  server.url(),
                  "user=" + TlsServer.USER,
                  "password=" + TlsServer.PASSWORD);

      assertThat(run.output())
          .contains("CONNECTED org.postgresql.jdbc.PgConnection", "verified as localhost");
    }
  }

  /** Inflating them would be a tenth of what a JVM's first connect takes. */
  @Test
  void hasItsClassesAsTheyAre() throws Exception {
    try (JarFile jar = new JarFile(ClassPath.ourJar().toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".class")))
          .isNotEmpty()
          .allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
    }
  }
}
