package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the server lets users in: a database for each kind, with its line of {@code pg_hba.conf}. */
enum Access {
  ANY("host", "trust"),
  TLS_ONLY("hostssl", "trust"),
  PLAIN_ONLY("hostnossl", "trust"),
  CERTIFICATE("hostssl", "cert"),
  CERTIFICATE_OF_AUTHORITY("hostssl", "trust clientcert=verify-ca"),
  CERTIFICATE_OF_USER("hostssl", "trust clientcert=verify-full"),
  SCRAM("host", "scram-sha-256"),
  SCRAM_TLS_ONLY("hostssl", "scram-sha-256"),
  MD5("host", "md5"),
  CLEARTEXT("hostssl", "password"),
  /** No line at all. */
  NOBODY("", "");

  /** Those that ask for a password. */
  static final List<Access> BY_PASSWORD = List.of(SCRAM, SCRAM, SCRAM_TLS_ONLY, MD5, CLEARTEXT);

  private final String connection;
  private final String method;

  Access(String connection, String method) {
    this.connection = connection;
    this.method = method;
  }

  String database() {
    return "db_" + name().toLowerCase(Locale.ROOT);
  }

  /** The user who logs in: only the password of this one is kept as MD5. */
  String user() {
    return this == MD5 ? DifferentialServer.MD5_USER : ClientFiles.USER;
  }

  static Stream<String> lines() {
    return Stream.of(values())
        .filter(access -> !access.connection.isEmpty())
        .map(a -> a.connection + " " + a.database() + " all all " + a.method);
  }
}
