package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * One comparison of connects.
 *
 * @param bundle whether the file of roots holds 145 of them, else one
 * @param pkcs12 whether the client's key lies in an encrypted PKCS#12 file, else in a plain PEM one
 * @param far whether 10 ms are added to each round trip
 * @param young whether the JVM compiles no sooner than by default
 */
record Row(
    Database database,
    TlsVersion version,
    boolean bundle,
    boolean pkcs12,
    boolean far,
    boolean young) {
  private static final String YOUNG = "-young";

  Row(Database database, TlsVersion version, boolean bundle, boolean pkcs12, boolean far) {
    this(database, version, bundle, pkcs12, far, false);
  }

  /** Whether the JVM of a row is to compile no sooner than by default. */
  static boolean isYoung(String id) {
    return id.endsWith(YOUNG);
  }

  /** Whether a row is of connects to a server near by in a JVM that has made thousands of them. */
  static boolean isSettled(String id) {
    return all().stream().anyMatch(row -> row.id().equals(id) && !row.far() && !row.young());
  }

  /** All rows, in the order of the table. */
  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Database database : Database.values()) {
      // The drivers of the others read their keys from PKCS#12 files only.
      boolean usual = database != Database.POSTGRESQL;
      rows.add(new Row(database, TlsVersion.TLS_1_3, false, usual, false));
      rows.add(new Row(database, TlsVersion.TLS_1_3, true, usual, false));
      rows.add(new Row(database, TlsVersion.TLS_1_3, false, !usual, false));
      rows.add(new Row(database, TlsVersion.TLS_1_2, false, usual, false));
      rows.add(new Row(database, TlsVersion.TLS_1_3, false, usual, true));
      rows.add(new Row(database, TlsVersion.TLS_1_3, false, usual, false, true));
      if (database == Database.POSTGRESQL) {
        rows.add(new Row(database, TlsVersion.TLS_1_3, true, usual, true));
      }
    }
    return List.copyOf(rows);
  }

  static Row named(String id) {
    return all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * Whether the driver's own TLS cannot do it: of a PKCS#12 file pgjdbc sends the certificate only
   * to a server that names its direct issuer, which an intermediate authority is not.
   */
  boolean isBeyondItsDriver() {
    return database == Database.POSTGRESQL && pkcs12;
  }

  /** A word for file names and for choosing rows. */
  String id() {
    String id =
        String.join(
            "-",
            database.subprotocol(),
            version == TlsVersion.TLS_1_2 ? "tls12" : "tls13",
            bundle ? "bundle" : "one",
            pkcs12 ? "p12" : "pem",
            far ? "far" : "near");
    return young ? id + YOUNG : id;
  }

  String title() {
    return "%s, TLS %s, %s, %s%s%s"
        .formatted(
            database.title(),
            version == TlsVersion.TLS_1_2 ? "1.2" : "1.3",
            bundle ? "145 roots" : "one root",
            pkcs12 ? "PKCS#12 key" : "PEM key",
            far ? ", 10 ms away" : "",
            young ? ", young JVM" : "");
  }
}
