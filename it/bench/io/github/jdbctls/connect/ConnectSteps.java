package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.bench.StageClock;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.TlsSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The steps of {@link Connector}, for those who take the time of each. */
public final class ConnectSteps {
  private static final String TLS_SOCKETS = "sslfactory";

  private ConnectSteps() {}

  /** The settings of a connect. */
  public static TlsSettings settings(String url, Map<String, String> parameters)
      throws ProblemException {
    Properties info = new Properties();
    info.putAll(parameters);
    return Request.read(url, info, TlsPolicy.current()).settings();
  }

  /**
   * Connects to PostgreSQL step by step.
   *
   * @param tlsSockets stands in the place of our own factory, which it is given the handle for; it
   *     ends a stage before and after the handshake
   */
  public static Connection connect(String url, Properties info, Class<?> tlsSockets)
      throws ProblemException, SQLException {
    StageClock.begin();
    TlsPolicy policy = TlsPolicy.current();
    Request request = Requests.shared().read(url, info, policy);
    Deadline deadline = Deadline.ofConnect(request.loginTimeout());
    StageClock.next();
    PolicyCheck.check(request.settings(), policy);
    ModeCheck.check(request.settings(), request.dialect());
    HostAddressCheck.check(request);
    request.connect().warnings().forEach(TlsContexts.shared()::isNew);
    StageClock.next();
    Delegate delegate = Delegates.shared().find(request.dialect());
    StageClock.next();
    TlsContext context =
        TlsContexts.shared().get(request.contextKey(), request.settings(), Duration.ofMinutes(1));
    context.warnings().forEach(TlsContexts.shared()::isNew);
    StageClock.next();
    Request timed =
        new Request(
            timed(request.dialect(), tlsSockets),
            request.url(),
            request.connect(),
            request.policy(),
            request.contextKey(),
            request.plannedCalls());
    Connection connection = new Opening(timed, delegate, Optional.of(context), deadline).open();
    StageClock.next();
    return connection;
  }

  /** The same dialect, which ends stages before and after the call of the driver. */
  private static Dialect timed(Dialect dialect, Class<?> tlsSockets) {
    return (Dialect)
        Proxy.newProxyInstance(
            Dialect.class.getClassLoader(),
            new Class<?>[] {Dialect.class},
            (proxy, method, arguments) ->
                method.getName().equals("open")
                    ? open(dialect, method, arguments, tlsSockets)
                    : invoke(dialect, method, arguments));
  }

  private static Object open(
      Dialect dialect, Method method, Object[] arguments, Class<?> tlsSockets) throws Throwable {
    DelegateCall call = (DelegateCall) arguments[1];
    Map<String, String> properties = new HashMap<>(call.properties());
    properties.put(TLS_SOCKETS, tlsSockets.getName());
    Object[] changed = {arguments[0], new DelegateCall(call.url(), properties), arguments[2]};
    StageClock.next();
    Object connection = invoke(dialect, method, changed);
    StageClock.next();
    return connection;
  }

  private static Object invoke(Dialect dialect, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(dialect, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
