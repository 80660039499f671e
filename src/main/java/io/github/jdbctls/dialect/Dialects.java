package io.github.jdbctls.dialect;

import io.github.jdbctls.dialect.mariadb.MariadbDialect;
import io.github.jdbctls.dialect.mysql.MysqlDialect;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.dialect.redis.RedisDialect;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The dialects that there are: the built-in ones, then those found by {@code ServiceLoader}. */
public final class Dialects {
  /** A file of services that cannot be read fails again and again. */
  private static final int MOST_FAILURES = 100;

  private Dialects() {}

  // Each in a class of its own, made when it is first asked for: an application needs one of them,
  // and pays for what it loads when it starts.

  private static final class Postgresql {
    static final Dialect DIALECT = new PostgresqlDialect();
  }

  private static final class Mysql {
    static final Dialect DIALECT = new MysqlDialect();
  }

  private static final class Mariadb {
    static final Dialect DIALECT = new MariadbDialect();
  }

  private static final class Redis {
    static final Dialect DIALECT = new RedisDialect();
  }

  /** Finds the dialect of a subprotocol, in any case. */
  public static Optional<Dialect> find(String subprotocol) {
    String lower = subprotocol.toLowerCase(Locale.ROOT);
    Optional<Dialect> builtIn = builtIn(lower);
    return builtIn.isPresent()
        ? builtIn
        : foreign().stream().filter(d -> d.subprotocols().contains(lower)).findFirst();
  }

  private static Optional<Dialect> builtIn(String subprotocol) {
    return switch (subprotocol) {
      case "postgresql", "postgres" -> Optional.of(Postgresql.DIALECT);
      case "mysql", "mysql+srv" -> Optional.of(Mysql.DIALECT);
      case "mariadb" -> Optional.of(Mariadb.DIALECT);
      case "redis", "rediss", "redis-cluster" -> Optional.of(Redis.DIALECT);
      default -> Optional.empty();
    };
  }

  /** Returns all dialects, without those that claim the subprotocol of a built-in one. */
  public static List<Dialect> all() {
    return Stream.concat(builtIn().stream(), foreign().stream()).toList();
  }

  static List<Dialect> builtIn() {
    return List.of(Postgresql.DIALECT, Mysql.DIALECT, Mariadb.DIALECT, Redis.DIALECT);
  }

  private static List<Dialect> foreign() {
    List<Dialect> all = new ArrayList<>();
    Iterator<Dialect> found =
        ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader()).iterator();
    for (Optional<Dialect> next = next(found); next.isPresent(); next = next(found)) {
      if (next.get().subprotocols().stream().allMatch(name -> builtIn(name).isEmpty())) {
        all.add(next.get());
      }
    }
    return all;
  }

  /** Returns the drivers of a dialect, in the order in which they are looked for. */
  public static List<DelegateDriver> drivers(Dialect dialect) {
    List<DelegateDriver> drivers = new ArrayList<>();
    drivers.add(dialect.delegate());
    drivers.addAll(dialect.substitutes());
    return List.copyOf(drivers);
  }

  /** Returns which of a dialect's drivers this is; another one stands for the first. */
  public static DelegateDriver driver(Dialect dialect, Driver driver) {
    for (DelegateDriver known : drivers(dialect)) {
      if (known.className().equals(driver.getClass().getName())) {
        return known;
      }
    }
    return dialect.delegate();
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
