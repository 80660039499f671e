package io.github.jdbctls.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An environment made by a test. Immutable. */
record FakeEnvironment(Map<String, String> variables, @Nullable String home, boolean windows)
    implements Environment {
  /** Without variables and home. */
  static FakeEnvironment empty() {
    return new FakeEnvironment(Map.of(), null, false);
  }

  FakeEnvironment with(String name, String value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(name, value);
    return new FakeEnvironment(Map.copyOf(more), home, windows);
  }

  FakeEnvironment withUserHome(Path path) {
    return new FakeEnvironment(variables, path.toString(), windows);
  }

  FakeEnvironment onWindows() {
    return new FakeEnvironment(variables, home, true);
  }

  @Override
  public @Nullable String variable(String name) {
    return variables.get(name);
  }

  @Override
  public @Nullable String userHome() {
    return home;
  }

  @Override
  public boolean isWindows() {
    return windows;
  }
}
