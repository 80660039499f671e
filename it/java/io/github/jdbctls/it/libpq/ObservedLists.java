package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CERTIFICATE_REVOKED;
import static io.github.jdbctls.TlsFailure.FILE_EMPTY;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.REVOCATION_LIST_MISSING;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_CONTENT;
import static io.github.jdbctls.it.libpq.Deviation.NAMED_LIST_MISSING;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_CA;

import java.util.stream.Stream;

/** Section L, the observed rows of revocation lists. */
final class ObservedLists {
  private static final String LISTS = "sslcrl=root+server.crl";
  private static final String LIST_DIRECTORY = "sslcrldir=root+server-crldir";

  private ObservedLists() {}

  private static Row row(int number, String title, String certificate) {
    return new Row(
        number,
        title,
        ServerSetup.presenting(certificate),
        Client.of(LibpqPki.N0, "ssltestuser", "trustdb").with(ROOTS, VERIFY_CA));
  }

  private static Row revoked(int number, String title) {
    return row(number, title, "server-revoked");
  }

  private static Row good(int number, String title) {
    return row(number, title, "server-cn-only");
  }

  static Stream<Entry> rows() {
    return Stream.concat(badLists(), lists());
  }

  private static Stream<Entry> badLists() {
    return Stream.of(
        revoked(167, "a list that is missing beside a good directory")
            .with("sslcrl=invalid", LIST_DIRECTORY)
            .stricter(NAMED_LIST_MISSING, Outcome.TLS, FILE_MISSING, "sslcrl", "invalid"),
        revoked(168, "a good directory")
            .with("sslcrl=", LIST_DIRECTORY)
            .refused(CERTIFICATE_REVOKED),
        revoked(169, "a good list beside a directory that is missing")
            .with(LISTS, "sslcrldir=invalid")
            .refused(FILE_MISSING, "sslcrldir", "invalid"),
        revoked(170, "a directory that is missing")
            .with("sslcrl=", "sslcrldir=invalid")
            .refused(FILE_MISSING, "sslcrldir", "invalid"),
        revoked(171, "an empty list file")
            .with("sslcrl=empty")
            .stricter(NAMED_LIST_MISSING, Outcome.TLS, FILE_EMPTY, "sslcrl", "empty"),
        revoked(171, "a list file with something else")
            .with("sslcrl=garbage.crl")
            .stricter(NAMED_LIST_MISSING, Outcome.TLS, WRONG_CONTENT, "sslcrl", "garbage.crl"),
        revoked(171, "a list in DER")
            .with("sslcrl=server-der.crl")
            .stricter(NAMED_LIST_MISSING, Outcome.TLS, CERTIFICATE_REVOKED));
  }

  private static Stream<Entry> lists() {
    return Stream.of(
        good(172, "an empty directory")
            .with("sslcrldir=empty-crldir")
            .refused(WRONG_CONTENT, "sslcrldir", "empty-crldir"),
        revoked(173, "require with roots and lists")
            .with(REQUIRE, LISTS)
            .refused(CERTIFICATE_REVOKED),
        revoked(173, "require without roots, with lists")
            .with(REQUIRE, "sslrootcert=", LISTS)
            .tls()
            .proving(Proof.unverified()),
        good(174, "the list of the intermediate only")
            .with("sslcrl=server.crl")
            .refused(REVOCATION_LIST_MISSING, "root"),
        good(174, "the list of the root only")
            .with("sslcrl=root.crl")
            .refused(REVOCATION_LIST_MISSING),
        good(175, "an intermediate in the list file")
            .with("sslrootcert=root_ca.crt", "sslcrl=certificate+lists.crl")
            .stricter(Deviation.NO_TRUST_FROM_LISTS, Outcome.TLS, UNTRUSTED_CHAIN));
  }
}
