package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.context.ContextKey;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.ConnectSettings;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.SettingsReader;
import io.github.jdbctls.settings.TlsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What one connect was asked for. Immutable.
 *
 * @param dialect of the database
 * @param url taken apart; its hosts are those that are dialled and verified
 * @param connect the settings, ours and the driver's
 * @param policy of this JVM
 * @param contextKey of the settings
 * @param plannedCalls of a driver that dials by itself; null for others
 */
record Request(
    Dialect dialect,
    DelegateUrl url,
    ConnectSettings connect,
    TlsPolicy policy,
    ContextKey contextKey,
    @Nullable PlannedCalls plannedCalls) {
  static Request read(String text, @Nullable Properties info, TlsPolicy policy)
      throws ProblemException {
    TlsUrl tlsUrl = TlsUrl.parse(text);
    Dialect dialect = tlsUrl.dialect();
    DelegateUrl url = dialect.parse(tlsUrl.delegateUrl());
    SettingsReader reader =
        new SettingsReader(
            dialect.vocabulary(),
            dialect.isPostgresFamily(),
            Environment.ofProcess(),
            TlsContexts.shared()::hasUsed);
    ConnectSettings connect = reader.read(url, info, policy);
    DelegateUrl dialled = url.at(connect.tls().hostAddresses());
    ContextKey contextKey = TlsContexts.shared().key(connect.tls());
    Request request =
        new Request(
            dialect,
            dialled,
            connect,
            policy,
            contextKey,
            dialect.dialsByItself() ? new PlannedCalls() : null);
    request.check();
    return request;
  }

  /** Asks the dialect whether it is a request that it can keep its promises for. */
  void check() throws ProblemException {
    dialect.check(url, delegateProperties(), settings().mode().value());
  }

  Optional<Duration> loginTimeout() throws ProblemException {
    return dialect.loginTimeout(delegateProperties());
  }

  Optional<Duration> addressTimeout() {
    return dialect.addressTimeout(delegateProperties());
  }

  TlsSettings settings() {
    return connect.tls();
  }

  Map<String, String> delegateProperties() {
    return connect.delegateProperties();
  }

  /** Prints nothing: any part may hold a secret. */
  @Override
  public String toString() {
    return "Request[" + dialect.subprotocols().get(0) + " " + url.hosts() + "]";
  }
}
