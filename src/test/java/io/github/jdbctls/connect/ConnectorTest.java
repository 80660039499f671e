package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connect ends that trips over the application's own code. */
class ConnectorTest {
  /** Properties that end so when they are read. */
  private static final class FailingProperties extends Properties {
    private static final long serialVersionUID = 1L;

    private final Class<? extends Throwable> failure;

    FailingProperties(Class<? extends Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public Set<String> stringPropertyNames() {
      if (failure == StackOverflowError.class) {
        throw new StackOverflowError("too deep");
      }
      if (failure == OutOfMemoryError.class) {
        throw new OutOfMemoryError("none left");
      }
      if (failure == NoClassDefFoundError.class) {
        throw new NoClassDefFoundError("gone");
      }
      throw new IllegalStateException("stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        NoClassDefFoundError.class,
        StackOverflowError.class,
        OutOfMemoryError.class
      })
  void endsWithAnExceptionOfJdbc(Class<? extends Throwable> failure) {
    assertThatThrownBy(
            () ->
                Connector.connect(
                    "jdbc:tls:postgresql://localhost:1/db", new FailingProperties(failure)))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INTERNAL))
        .hasMessageContaining(failure.getName())
        .hasCauseInstanceOf(failure);
  }
}
