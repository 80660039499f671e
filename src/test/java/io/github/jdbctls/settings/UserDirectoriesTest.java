package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDirectoriesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // HOME, user.home, expected
        "/home/a, /home/b, /home/a",
        "-, /home/b, /home/b",
        "'', /home/b, /home/b",
        "relative, /home/b, /home/b",
        "-, ?, -",
        "-, -, -",
        ".., '', -"
      })
  void isFoundByVariableThenByProperty(String variable, String property, String expected) {
    FakeEnvironment environment = FakeEnvironment.empty();
    if (variable != null) {
      environment = environment.with("HOME", variable);
    }
    if (property != null) {
      environment = environment.withUserHome(Path.of(property));
    }

    UserDirectories directories = UserDirectories.of(environment, true);

    if (expected == null) {
      assertThat(directories.home()).isEmpty();
      assertThat(directories.libpqFolder()).isEmpty();
    } else {
      assertThat(directories.home()).contains(Path.of(expected));
      assertThat(directories.libpqFolder()).contains(Path.of(expected, ".postgresql"));
    }
  }

  @Test
  void isInTheApplicationDataOnWindows() {
    FakeEnvironment environment =
        FakeEnvironment.empty().with("APPDATA", "/appdata").with("HOME", "/home/a").onWindows();

    assertThat(UserDirectories.of(environment, true).libpqFolder())
        .contains(Path.of("/appdata/postgresql"));
    assertThat(UserDirectories.of(environment, false).libpqFolder()).isEmpty();
  }

  @Test
  void ignoresAVariableThatIsNoPath() {
    assertThat(UserDirectories.of(FakeEnvironment.empty().with("HOME", "/a\0b"), true).home())
        .isEmpty();
  }

  @Test
  void comesFromTheProcessInProduction() {
    assertThat(Environment.ofProcess().userHome()).isEqualTo(System.getProperty("user.home"));
    assertThat(Environment.ofProcess().variable("PATH")).isEqualTo(System.getenv("PATH"));
  }
}
