package io.github.jdbctls.dialect;

import io.github.jdbctls.dialect.mariadb.MariadbDialect;
import io.github.jdbctls.dialect.mysql.MysqlDialect;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.dialect.redis.RedisDialect;
import java.util.ArrayList;
import java.util.Collections;
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
    try {
      for (Dialect dialect : ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader())) {
        if (Collections.disjoint(BUILT_IN_SUBPROTOCOLS, dialect.subprotocols())) {
          all.add(dialect);
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      System.getLogger("io.github.jdbctls")
          .log(System.Logger.Level.WARNING, "A dialect cannot be loaded and is left out", e);
    }
    return List.copyOf(all);
  }
}
