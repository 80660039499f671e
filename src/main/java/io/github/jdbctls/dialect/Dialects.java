package io.github.jdbctls.dialect;

import io.github.jdbctls.dialect.mariadb.MariadbDialect;
import io.github.jdbctls.dialect.mysql.MysqlDialect;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.dialect.redis.RedisDialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The dialects that there are: the built-in ones, then those found by {@code ServiceLoader}. */
public final class Dialects {
  private static final List<Dialect> BUILT_IN =
      List.of(
          new PostgresqlDialect(), new MysqlDialect(), new MariadbDialect(), new RedisDialect());

  private static final List<String> BUILT_IN_SUBPROTOCOLS =
      BUILT_IN.stream().flatMap(dialect -> dialect.subprotocols().stream()).toList();

  /** A file of services that cannot be read fails again and again. */
  private static final int MOST_FAILURES = 100;

  private Dialects() {}

  /** Finds the dialect of a subprotocol, in any case. */
  public static Optional<Dialect> find(String subprotocol) {
    String lower = subprotocol.toLowerCase(Locale.ROOT);
    return BUILT_IN.stream()
        .filter(d -> d.subprotocols().contains(lower))
        .findFirst()
        .or(() -> all().stream().filter(d -> d.subprotocols().contains(lower)).findFirst());
  }

  /** Returns all dialects, without those that claim the subprotocol of a built-in one. */
  public static List<Dialect> all() {
    List<Dialect> all = new ArrayList<>(BUILT_IN);
    Iterator<Dialect> found =
        ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader()).iterator();
    for (Optional<Dialect> next = next(found); next.isPresent(); next = next(found)) {
      if (Collections.disjoint(BUILT_IN_SUBPROTOCOLS, next.get().subprotocols())) {
        all.add(next.get());
      }
    }
    return List.copyOf(all);
  }

  /** The next one that can be made; each that cannot is a warning, and takes no other with it. */
  private static Optional<Dialect> next(Iterator<Dialect> found) {
    for (int failures = 0; failures < MOST_FAILURES; failures++) {
      try {
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
      } catch (ServiceConfigurationError | LinkageError e) {
        System.getLogger("io.github.jdbctls")
            .log(System.Logger.Level.WARNING, "A dialect cannot be loaded and is left out", e);
      }
    }
    return Optional.empty();
  }
}
