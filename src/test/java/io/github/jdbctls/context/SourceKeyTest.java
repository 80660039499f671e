package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.Source.Inline.Form;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceKeyTest {
  private static final String SECRET = "hunter2";

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreTheContextLoader() {
    inContextOf(before);
  }

  private static void inContextOf(@Nullable ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
  }

  private static Source inline(String content, Form form) {
    return new Source.Inline(Secret.of(content), form);
  }

  private static List<SourceKey> keys() {
    return List.of(
        SourceKey.of(new Source.SystemRoots()),
        SourceKey.of(new Source.File(Path.of("/a"))),
        SourceKey.of(new Source.File(Path.of("/b"))),
        SourceKey.of(new Source.Variable("a")),
        SourceKey.of(new Source.Resource("a")),
        SourceKey.of(inline("a", Form.PEM)),
        SourceKey.of(inline("a", Form.BASE64)),
        SourceKey.of(inline("b", Form.BASE64)),
        SourceKey.of(new PasswordSource.Given(Secret.of("a"))),
        SourceKey.of(new PasswordSource.Given(Secret.of("b"))),
        SourceKey.of(new PasswordSource.Callback("a")));
  }

  @Test
  void isTheSameForTheSameSourceOnly() {
    assertThat(keys()).doesNotHaveDuplicates().isEqualTo(keys());
    assertThat(keys().stream().map(SourceKey::hashCode))
        .containsExactlyElementsOf(keys().stream().map(SourceKey::hashCode).toList());
    assertThat(SourceKey.of(new PasswordSource.Variable("a")))
        .isEqualTo(SourceKey.of(new Source.Variable("a")));
    assertThat(SourceKey.of(new PasswordSource.FirstLine(Path.of("/a"))))
        .isEqualTo(SourceKey.of(new Source.File(Path.of("/a"))));
  }

  @Test
  void holdsNoSecret() {
    assertThat(
            Stream.of(
                SourceKey.of(inline(SECRET, Form.PEM)),
                SourceKey.of(inline(SECRET, Form.BASE64)),
                SourceKey.of(new PasswordSource.Given(Secret.of(SECRET)))))
        .allSatisfy(
            key -> {
              assertThat(key.name()).hasSize(64).doesNotContain(SECRET);
              assertThat(key.toString()).doesNotContain(SECRET);
            });
  }

  /** Two applications in one JVM have their own by the same name. */
  @Test
  void tellsTheClassPathsOfApplicationsApart() throws Exception {
    SourceKey resource = SourceKey.of(new Source.Resource("ca.pem"));
    SourceKey callback = SourceKey.of(new PasswordSource.Callback("com.example.A"));
    try (URLClassLoader other = new URLClassLoader(new URL[0], before)) {
      inContextOf(other);
      SourceKey ofOther = SourceKey.of(new Source.Resource("ca.pem"));

      assertThat(ofOther)
          .isNotEqualTo(resource)
          .isEqualTo(SourceKey.of(new Source.Resource("ca.pem")));
      assertThat(SourceKey.of(new PasswordSource.Callback("com.example.A"))).isNotEqualTo(callback);
    }
    inContextOf(null);
    SourceKey ofNone = SourceKey.of(new Source.Resource("ca.pem"));
    assertThat(ofNone)
        .isNotEqualTo(resource)
        .isEqualTo(SourceKey.of(new Source.Resource("ca.pem")));
    inContextOf(before);
    assertThat(SourceKey.of(new Source.Resource("ca.pem"))).isEqualTo(resource);
  }
}
