package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.dialect.redis.JetbrainsStandIn;
import io.github.jdbctls.dialect.redis.RedisDialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside a first driver that is broken, a substitute is there that is not. */
class DelegatesTest {
  private static final DelegateDriver FIRST =
      new DelegateDriver(
          "first-driver",
          "first.Driver",
          "org.example:first-driver",
          DriverVersion.of(1, 0),
          "a test",
          "java.sql.Connection",
          Optional.empty(),
          List.of());

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
  private final Dialect redis = new RedisDialect();

  @TempDir private Path folder;
  private URLClassLoader loader = new URLClassLoader(new URL[0]);

  @BeforeEach
  void compileSubstitute() throws Exception {
    loader.close();
    loader = JetbrainsStandIn.compiled(folder, List.of()).loader();
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void close() throws Exception {
    Thread.currentThread().setContextClassLoader(usual);
    loader.close();
  }

  /** Redis, but with another first driver. */
  private Dialect dialect() {
    return (Dialect)
        Proxy.newProxyInstance(
            Dialect.class.getClassLoader(),
            new Class<?>[] {Dialect.class},
            (proxy, method, arguments) ->
                method.getName().equals("delegate") ? FIRST : method.invoke(redis, arguments));
  }

  private Problem problem() {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> new Delegates().find(dialect()));
    assertThat(e).as("the driver was to be refused").isNotNull();
    return e.problem();
  }

  /** What is wrong with a class that is there. */
  private enum Fault {
    MISSING_SUPERCLASS("first/Base") {
      @Override
      void make(Path folder) throws IOException {
        compile(folder, "class Base {}", "public class Driver extends Base {}");
        Files.delete(folder.resolve("first/Base.class"));
      }
    },
    FAILING_INITIALIZER("IllegalStateException: no such thing") {
      @Override
      void make(Path folder) throws IOException {
        compile(
            folder,
            "class Base { static int fail() { throw new IllegalStateException(\"no such thing\"); }"
                + " }",
            "public class Driver { static int x = Base.fail(); }");
      }
    },
    OF_A_LATER_JAVA("UnsupportedClassVersionError") {
      @Override
      void make(Path folder) throws IOException {
        MISSING_SUPERCLASS.make(folder);
        byte[] bytes = Files.readAllBytes(folder.resolve("first/Driver.class"));
        bytes[6] = 1;
        Files.write(folder.resolve("first/Driver.class"), bytes);
      }
    };

    final String words;

    Fault(String words) {
      this.words = words;
    }

    abstract void make(Path folder) throws IOException;

    static void compile(Path folder, String base, String driver) throws IOException {
      Path sources = Files.createDirectories(folder.resolve("first"));
      Path first = Files.writeString(sources.resolve("Base.java"), "package first; " + base);
      Path second = Files.writeString(sources.resolve("Driver.java"), "package first; " + driver);
      int result =
          ToolProvider.findFirst("javac")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "-proc:none",
                  "-d",
                  folder.toString(),
                  first.toString(),
                  second.toString());
      assertThat(result).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void refusesADriverThatIsThereAndBrokenWhateverElseIsThere(Fault fault) throws Exception {
    fault.make(folder);

    Problem problem = problem();

    assertThat(problem.failure()).isEqualTo(TlsFailure.DELEGATE_MISSING);
    assertThat(problem.found())
        .contains("first-driver (first.Driver) is there, but cannot be loaded: ", fault.words)
        .doesNotContain("class path", "jdbc.RedisDriver");
    assertThat(problem.remedy()).contains("org.example:first-driver");
    assertThat(problem.cause()).isInstanceOf(LinkageError.class);
  }

  /** The JVM calls a class whose initializer has failed one that is not found. */
  @Test
  void saysTheSameTheSecondTime() throws Exception {
    Fault.FAILING_INITIALIZER.make(folder);
    problem();

    assertThat(problem().found()).contains("is there, but cannot be loaded: ", "first.Driver");
  }

  @Test
  void takesTheSubstituteOfADriverThatIsNotThere() throws Exception {
    assertThat(new Delegates().find(dialect()).driver().getClass())
        .isSameAs(loader.loadClass("jdbc.RedisDriver"));
  }

  @Test
  void findsTheDriverOfEachContextLoaderHoweverOftenItIsAsked() throws Exception {
    Delegates delegates = new Delegates();
    Dialect dialect = dialect();
    ClassLoader parent = DelegatesTest.class.getClassLoader();
    try (URLClassLoader other = new URLClassLoader(loader.getURLs(), parent)) {
      for (int i = 0; i < 2; i++) {
        for (URLClassLoader context : List.of(loader, other)) {
          Thread.currentThread().setContextClassLoader(context);
          Delegate found = delegates.find(dialect);

          assertThat(found.driver().getClass()).isSameAs(context.loadClass("jdbc.RedisDriver"));
          assertThat(delegates.find(dialect)).isSameAs(found);
        }
      }
    }
  }

  @Test
  void takesWhatIsAddedInPlaceOfWhatItFound() throws Exception {
    Delegates delegates = new Delegates();
    Dialect dialect = dialect();
    Driver found = delegates.find(dialect).driver();
    Driver added = found.getClass().getConstructor().newInstance();

    delegates.add(added);
    assertThat(delegates.find(dialect).driver()).isSameAs(added);
    delegates.clear();
    assertThat(delegates.find(dialect).driver()).isNotSameAs(found).isNotSameAs(added);
  }
}
