package io.github.jdbctls.it.foreign;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.DelegateUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The example, which has changed its mind about a URL when it is asked again without having parsed
 * it again.
 *
 * <p>With the system property {@code changing.home} the application has another home from when a
 * URL is parsed until the driver is called.
 */
public final class ChangingDialect extends ExampleDialect {
  private final AtomicInteger unchecked = new AtomicInteger();
  private final String home = System.getProperty("user.home");

  @Override
  public List<String> subprotocols() {
    return List.of("changingdb");
  }

  @Override
  public DelegateUrl parse(String url) throws ProblemException {
    System.out.println("PARSED");
    unchecked.set(1);
    String otherHome = System.getProperty("changing.home");
    if (otherHome != null) {
      System.setProperty("user.home", otherHome);
    }
    return super.parse(url);
  }

  @Override
  public void check(DelegateUrl url, Map<String, String> properties, SslMode mode)
      throws ProblemException {
    if (unchecked.getAndDecrement() < 1) {
      throw Problem.of(TlsFailure.UNSUPPORTED_PARAMETER, "not a second time").exception();
    }
  }

  @Override
  public DelegateCall call(
      DelegateUrl url,
      Map<String, String> properties,
      Transport transport,
      String handle,
      Optional<Duration> remaining) {
    System.setProperty("user.home", home);
    return super.call(url, properties, transport, handle, remaining);
  }
}
