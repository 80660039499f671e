package io.github.jdbctls;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** URLs with our prefix, and properties, that nobody can connect with. */
final class MalformedInput {
  private static final List<String> PREFIXES = List.of("jdbc:tls:", "JDBC:TLS:");

  private static final List<String> PLACES =
      List.of(
          "",
          ":",
          "::",
          "/",
          "//",
          "postgresql",
          "postgresql/",
          "nosuchdb://h/d",
          "-:x",
          "1:x",
          "postgresql:%",
          "postgresql:a/b",
          "postgresql://%",
          "postgresql://h/%zz",
          "postgresql://h/%e",
          "postgresql://h:/d",
          "postgresql://h:-1/d",
          "postgresql://h:0/d",
          "postgresql://h:65536/d",
          "postgresql://h:99999999999999999999/d",
          "postgresql://h:1:2/d",
          "postgresql://[/d",
          "postgresql://]/d",
          "postgresql://[]/d",
          "postgresql://[::1/d",
          "postgresql://[::1]x/d",
          "postgresql://[fe80::1%25eth0]/d",
          "postgresql://::1/d",
          "postgresql://h,/d?hostaddr=127.0.0.1",
          "postgresql://h h/d",
          "postgresql://h\u0000/d",
          "postgresql://h\u202e/d",
          "postgresql://stra\u00dfe/d",
          "postgresql://.../d",
          "postgresql://a@b@c/d",
          "postgresql://u:%zz@h/d",
          "postgresql://h/d/e",
          "postgresql://\ud800/d",
          "postgresql://" + "a".repeat(300) + "/d",
          "postgresql://h/d#?x");

  private static final List<String> QUERIES =
      List.of(
          "?sslmode=",
          "?sslmode=none",
          "?sslmode=require&sslmode=verify-full",
          "?=&sslmode=",
          "?sslrootcert=%00",
          "?sslkey=%zz",
          "?hostaddr=h",
          "?ssl%6dode=require",
          "?sslfactory=x",
          "?loginTimeout=x&targetServerType=y");

  private MalformedInput() {}

  /** URLs of which at least the query is refused before anything is dialled. */
  static Stream<String> urls() {
    return PREFIXES.stream()
        .flatMap(prefix -> PLACES.stream().map(place -> prefix + place))
        .flatMap(
            url ->
                QUERIES.stream()
                    .map(query -> url + query.replace('?', url.indexOf('?') < 0 ? '?' : '&')));
  }

  /** Properties that are none, or hold what is no text, or cannot be asked. */
  static List<@Nullable Properties> properties() {
    List<@Nullable Properties> all = new ArrayList<>();
    all.add(null);
    all.add(new Properties());
    all.add(with("sslmode", 1));
    all.add(with("user", new Object()));
    all.add(with("sslpassword", new char[] {'x'}));
    all.add(with("sslmode", "\u0000"));
    all.add(with(1, "x"));
    all.add(new Properties(with("sslmode", new Object())));
    all.add(
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getProperty(String key) {
            throw new UnsupportedOperationException(key);
          }
        });
    return all;
  }

  private static Properties with(Object key, Object value) {
    Properties properties = new Properties();
    properties.put(key, value);
    return properties;
  }
}
