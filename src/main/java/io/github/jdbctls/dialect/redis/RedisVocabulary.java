package io.github.jdbctls.dialect.redis;

import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.KeyOrder;
import io.github.jdbctls.settings.Parameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about the properties of com.itmuch's driver, and of JetBrains'. Keys are compared
 * without regard to case.
 *
 * <p>They are the same for both: {@code user}, {@code password} and {@code timeout} as com.itmuch's
 * reads them, and {@code ssl}, of which neither verifies names, so that whoever writes it gets
 * {@code verify-full}. What JetBrains' alone reads is refused: the connection is opened for it.
 */
final class RedisVocabulary implements DelegateVocabulary {
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String SSL = "ssl";

  private static final List<String> HANDED_ON = List.of(USER, PASSWORD, RedisTimeout.KEY);
  private static final KeyRule MISSPELT =
      new Refuse("would have no effect in this spelling", "Write it in lower case.");
  private static final Map<String, KeyRule> RULES = rules();

  /** The driver knows its keys in one spelling only; in another it would go without. */
  @Override
  public Optional<KeyRule> rule(String key) {
    return Optional.ofNullable(RULES.get(key))
        .map(rule -> rule.isHandedOn() && !HANDED_ON.contains(key) ? MISSPELT : rule);
  }

  @Override
  public List<String> guardedKeys() {
    return List.of(SSL, "verifyServerCertificate", "hostAndPortMapping");
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new TreeMap<>(KeyOrder.ANY_CASE);
    rules.put(USER, new PassAgreed());
    rules.put(PASSWORD, new PassAgreed());
    rules.put(RedisTimeout.KEY, new Pass());
    rules.put(SSL, new Translate(Parameter.SSLMODE, RedisVocabulary::mode, "Use sslmode."));
    rules.put(
        "verifyServerCertificate",
        new Refuse(
            "would have no effect: how the server is verified is said by sslmode", "Use sslmode."));
    rules.put(
        "hostAndPortMapping",
        new Refuse(
            "would change which server is dialled", "Use hostaddr for the address to dial."));
    rules.put("username", new Refuse("would have no effect", "Use user."));
    for (String key : List.of("connectionTimeout", "socketTimeout")) {
      rules.put(key, new Refuse("would have no effect", "Use timeout, for both."));
    }
    for (String key :
        List.of("blockingSocketTimeout", "clientName", "maxAttempts", "verifyConnectionMode")) {
      rules.put(key, new Refuse("would have no effect", "Remove it."));
    }
    for (String key : List.of("host", "port", "database")) {
      rules.put(
          key,
          new Refuse("would have no effect", "Write it into the URL, as in //host:port/database."));
    }
    return Collections.unmodifiableMap(rules);
  }

  private static Optional<String> mode(String ssl) {
    return ssl.equalsIgnoreCase("true") || ssl.equalsIgnoreCase("on")
        ? Optional.of("verify-full")
        : Optional.empty();
  }
}
