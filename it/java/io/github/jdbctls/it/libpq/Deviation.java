package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.it.libpq.Deviation.Kind.OTHER_WAY;
import static io.github.jdbctls.it.libpq.Deviation.Kind.READS_MORE;
import static io.github.jdbctls.it.libpq.Deviation.Kind.STRICTER;

import java.util.List;
import java.util.stream.Stream;

/**
 * What may differ from libpq, and where it does: a row that differs otherwise fails.
 *
 * <p>Not here are differences in the strength and the kind of keys: most show with another build of
 * OpenSSL only.
 */
enum Deviation {
  DEFAULT_MODE(STRICTER, "the default is verify-full, not prefer", "114"),
  NAMED_ROOT_MISSING(
      STRICTER, "a root file that is named and missing is an error", "13, 76, 181, 184"),
  NAMED_LIST_MISSING(
      STRICTER, "a revocation list that is missing or unreadable is an error", "28, 32, 167, 171"),
  NAMED_CERTIFICATE_MISSING(
      STRICTER, "a client certificate that is named and missing is an error", "81, 120, 191"),
  NO_DOWNGRADE(
      STRICTER, "prefer does not go on in plain text after a failed verification", "179, 180"),
  NO_WILDCARD_FOR_ADDRESS(STRICTER, "a wildcard matches no address", "203"),
  NO_WILDCARD_OVER_TOP_LEVEL(STRICTER, "a wildcard covers no whole top-level domain", "201"),
  NO_TRUST_FROM_LISTS(STRICTER, "a certificate in a revocation file is not trusted", "175"),
  MALFORMED_NAME(
      STRICTER, "a malformed alternative name refuses the certificate, whatever matched", "211"),
  BAD_FILE(STRICTER, "a bad file ends the connect where the mode would allow plain text", "155"),
  UNAVAILABLE_VERSION(
      STRICTER, "a protocol bound that the library has disabled is an error at once", "220"),
  UNIX_SOCKET(STRICTER, "require and stronger are an error on a Unix socket", "215"),
  FALLBACK(STRICTER, "allow and prefer fall back when the login is refused, only", "159, 162, 165"),
  SYSTEM_WITHOUT_LISTS(STRICTER, "an explicit list beside the system's roots is an error", "71"),
  NO_ANCHOR_BY_TRUST_SETTINGS(STRICTER, "trust settings make an intermediate no anchor", "19"),
  SSL_IS_VERIFY_FULL(STRICTER, "ssl=true is verify-full, as in pgjdbc, not require", "222"),
  ROOT_WITHOUT_CONSTRAINTS(STRICTER, "an X.509 v3 root without CA:true is no authority", "177"),
  REFUSED_PARAMETER(
      STRICTER, "sslkeylogfile and requirepeer are refused by name, not ignored", "7, 11, 216"),

  NEW_CONNECTION(
      OTHER_WAY, "prefer goes on in plain text on a new connection, not on the same", "151"),

  MODE_SPELLING(READS_MORE, "a mode may be written in upper case", "218"),
  TRAILING_DOT(READS_MORE, "one trailing dot is ignored on both sides", "200, 205"),
  FILE_FORMATS(READS_MORE, "a file is read by its content, in more formats", "178, 193, 196, 197"),
  CHAIN_ORDER(READS_MORE, "the leaf is the certificate that the key belongs to", "199");

  /** In which way it differs. */
  enum Kind {
    /** We refuse what libpq does not. */
    STRICTER,
    /** The outcome is the same, the way to it is not. */
    OTHER_WAY,
    /** We take what libpq cannot read, in the meaning that the same content has in its words. */
    READS_MORE
  }

  private final Kind kind;
  private final String meaning;
  private final String rows;

  Deviation(Kind kind, String meaning, String rows) {
    this.kind = kind;
    this.meaning = meaning;
    this.rows = rows;
  }

  Kind kind() {
    return kind;
  }

  String meaning() {
    return meaning;
  }

  /** Returns the rows in which it must be seen, and may be seen. */
  List<Integer> rows() {
    return Stream.of(rows.split(", ", -1)).map(Integer::valueOf).toList();
  }
}
