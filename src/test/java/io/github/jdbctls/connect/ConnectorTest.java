package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import java.net.URL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connect ends that trips over the application's own code. */
class ConnectorTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** A class loader that ends so when it is asked for a resource. */
  private static final class FailingLoader extends ClassLoader {
    private final Class<? extends Throwable> failure;

    FailingLoader(Class<? extends Throwable> failure) {
      super(null);
      this.failure = failure;
    }

    @Override
    public URL getResource(String name) {
      if (failure == StackOverflowError.class) {
        return getResource(name + name.length() % 2);
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

  @AfterEach
  void restoreLoader() {
    Thread.currentThread().setContextClassLoader(before);
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
    Thread.currentThread().setContextClassLoader(new FailingLoader(failure));

    assertThatThrownBy(
            () ->
                Connector.connect(
                    "jdbc:tls:postgresql://localhost:1/db?sslrootcert=classpath:root.crt", null))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INTERNAL))
        .hasMessageContaining(failure.getName())
        .hasCauseInstanceOf(failure);
  }
}
