package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.context.ReloadWatch;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TestSettings;
import io.github.jdbctls.settings.TlsSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a connection that stands when something fails after all. */
class FailedWatchTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final Origin ORIGIN = new Origin(Origin.Kind.URL, "sslcert");

  @TempDir private Path folder;
  private final TlsContexts contexts = new TlsContexts();
  private final AtomicInteger closed = new AtomicInteger();

  private TlsContext context() throws Exception {
    TestCertificate client = TestCertificate.leaf("client").issuedBy(ROOT);
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = folder.resolve("app.key");
    client.writeKey(key);
    TlsSettings settings =
        TestSettings.with(
            TestSettings.of(
                new Setting<>(SslMode.VERIFY_FULL, ORIGIN),
                Optional.of(
                    new Setting<>(
                        new Source.File(ROOT.writeChain(folder.resolve("root.crt"))), ORIGIN))),
            new Setting<>(new Source.File(chain), ORIGIN),
            new Setting<>(new Source.File(key), ORIGIN),
            new Setting<>(new PasswordSource.Given(Secret.of("unused")), ORIGIN));
    return contexts.get(settings);
  }

  private Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                closed.incrementAndGet();
              }
              return null;
            });
  }

  @Test
  void closesAConnectionThatNobodyIsGivenBecauseAWatchFails() throws Exception {
    ReloadWatch watch = new ReloadWatch();
    watch.loaded(context());
    TlsContext later = context();
    Connection connection = connection();
    OpenConnections.shared()
        .add(
            connection,
            new ProvenConnection(
                () -> {
                  throw new IllegalStateException("the socket cannot say it");
                },
                new Setting<>(SslMode.VERIFY_FULL, ORIGIN)));

    assertThatThrownBy(() -> Connector.told(connection, later, List.of(watch)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the socket cannot say it");
    assertThat(closed).hasValue(1);
  }
}
