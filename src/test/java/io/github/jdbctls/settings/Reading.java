package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One reading of settings, put together step by step by a test. Used by one thread. */
final class Reading {
  private final List<HostPort> hosts = new ArrayList<>();
  private final List<DelegateUrl.UrlParameter> query = new ArrayList<>();
  private @Nullable Properties properties;
  private Optional<String> user = Optional.empty();
  private Optional<Secret> password = Optional.empty();
  private Environment environment = FakeEnvironment.empty();
  private TlsPolicy policy = TlsPolicy.unrestricted();
  private DelegateVocabulary vocabulary = key -> Optional.empty();
  private boolean postgresqlFamily = true;
  private boolean namesHost = true;
  private Predicate<Path> usedBefore = file -> false;

  static Reading of() {
    return new Reading();
  }

  /** Of {@code key=value} texts. */
  static Reading ofUrl(String... parameters) {
    Reading reading = new Reading();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      reading.url(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return reading;
  }

  Reading url(String key, String value) {
    query.add(new DelegateUrl.UrlParameter(key, Secret.of(value)));
    return this;
  }

  Reading host(String name) {
    hosts.add(new HostPort(name, 5432));
    return this;
  }

  Reading withoutHost() {
    namesHost = false;
    return this;
  }

  Reading authority(String userName, String secret) {
    user = Optional.of(userName);
    password = Optional.of(Secret.of(secret));
    return this;
  }

  Reading property(String key, Object value) {
    Properties own = properties == null ? new Properties() : properties;
    own.put(key, value);
    return properties(own);
  }

  Reading properties(Properties given) {
    properties = given;
    return this;
  }

  Reading in(Environment given) {
    environment = given;
    return this;
  }

  Reading under(TlsPolicy given) {
    policy = given;
    return this;
  }

  Reading speaking(DelegateVocabulary given) {
    vocabulary = given;
    return this;
  }

  Reading havingUsed(Path file) {
    usedBefore = file::equals;
    return this;
  }

  Reading ofAnotherFamily() {
    postgresqlFamily = false;
    return this;
  }

  ConnectSettings read() throws ProblemException {
    List<HostPort> all =
        hosts.isEmpty() ? List.of(new HostPort("db.example.com", 5432)) : List.copyOf(hosts);
    DelegateUrl url =
        new DelegateUrl(all, namesHost, Optional.empty(), user, password, List.copyOf(query));
    return new SettingsReader(vocabulary, postgresqlFamily, environment, usedBefore)
        .read(url, properties, policy);
  }

  TlsSettings tls() throws ProblemException {
    return read().tls();
  }

  /** Reads, and returns why it was refused. */
  Problem refusal() {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, this::read);
    if (refusal == null) {
      throw new AssertionError("accepted");
    }
    return refusal.problem();
  }
}
