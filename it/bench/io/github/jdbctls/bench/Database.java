package io.github.jdbctls.bench;

import java.util.Locale;

/** The servers, by the subprotocols of their URLs. */
enum Database {
  POSTGRESQL("PostgreSQL"),
  MYSQL("MySQL"),
  MARIADB("MariaDB"),
  REDIS("Redis");

  private final String title;

  Database(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  String subprotocol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its URLs name after the port. */
  String path() {
    return switch (this) {
      case POSTGRESQL -> "postgres";
      case MYSQL, MARIADB -> "test";
      case REDIS -> "0";
    };
  }
}
