package io.github.jdbctls.it.libpq;

import java.util.List;

/** The lines of {@code pg_hba.conf} and {@code pg_ident.conf}. */
final class Access {
  /** Which user names stand for which client certificates. */
  static final String MAPS =
      """
      dn "CN=ssltestuser-dn,OU=Testing,OU=Engineering,O=PGDG" ssltestuser
      dnre "/^.*OU=Testing,.*$" ssltestuser
      cn ssltestuser-dn ssltestuser
      """;

  private Access() {}

  /** Those of 001 to 003, over TLS only; {@code method} where the table has M. */
  static List<String> forTlsOnly(String method) {
    return List.of(
        "hostssl trustdb md5testuser all md5",
        "hostssl trustdb all all " + method,
        "hostssl verifydb ssltestuser,anotheruser all " + method + " clientcert=verify-full",
        "hostssl verifydb yetanotheruser all " + method + " clientcert=verify-ca",
        "hostssl certdb all all cert",
        "hostssl certdb_dn all all cert clientname=DN map=dn",
        "hostssl certdb_dn_re all all cert clientname=DN map=dnre",
        "hostssl certdb_cn all all cert clientname=CN map=cn");
  }

  /** Those of 005: one user for any transport, one for each. */
  static List<String> byTransport() {
    return List.of(
        "host all testuser all trust",
        "hostssl all ssluser all trust",
        "hostnossl all nossluser all trust");
  }

  /** Everyone, in plain text too. */
  static List<String> forAll() {
    return List.of("host all all all trust");
  }

  /** Everyone over TLS, without a client certificate. */
  static List<String> forAllOverTls() {
    return List.of("hostssl all all all trust");
  }
}
