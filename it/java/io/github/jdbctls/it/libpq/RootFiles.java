package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CLIENT_CERTIFICATE_NOT_SENT;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.REVOCATION_LIST_MISSING;
import static io.github.jdbctls.TlsFailure.UNSUPPORTED_PARAMETER;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
import static io.github.jdbctls.it.libpq.Deviation.NAMED_LIST_MISSING;
import static io.github.jdbctls.it.libpq.Deviation.NAMED_ROOT_MISSING;
import static io.github.jdbctls.it.libpq.Deviation.REFUSED_PARAMETER;
import static io.github.jdbctls.it.libpq.Outcome.TLS;

import java.util.stream.Stream;

/** Section C: root file, modes, revocation lists. */
final class RootFiles {
  static final String ROOTS = "sslrootcert=root+server_ca.crt";
  static final String REQUIRE = "sslmode=require";
  static final String VERIFY_CA = "sslmode=verify-ca";
  static final String VERIFY_FULL = "sslmode=verify-full";
  private static final String NO_KEY_LOG = "there is no key log: the parameter is refused";
  private static final String WRONG_HOST = "wronghost.test";

  private RootFiles() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only"),
        Client.of(LibpqPki.N0, "ssltestuser", "trustdb"));
  }

  static Stream<Entry> rows() {
    return Stream.of(keyLog(), modes(), chains(), certificateModes(), lists(), names())
        .flatMap(s -> s);
  }

  private static Stream<Entry> keyLog() {
    return Stream.of(
        row(7, "a key log file")
            .with(ROOTS, REQUIRE, "sslkeylogfile=/nowhere/key.txt")
            .stricter(REFUSED_PARAMETER, TLS, UNSUPPORTED_PARAMETER, "sslkeylogfile"),
        row(8, "the key log exists").notApplicable(NO_KEY_LOG),
        row(9, "the key log's status can be read").notApplicable(NO_KEY_LOG),
        row(10, "the key log is closed to others").notApplicable(NO_KEY_LOG),
        row(11, "a key log file in a directory that does not exist")
            .with(ROOTS, REQUIRE, "sslkeylogfile=/nowhere/at/all/key.txt")
            .stricter(REFUSED_PARAMETER, TLS, UNSUPPORTED_PARAMETER, "sslkeylogfile"));
  }

  private static Stream<Entry> modes() {
    return Stream.of(
        row(12, "disable where the server takes TLS only")
            .with("sslmode=disable")
            .refusedByDriver("28000", "no pg_hba.conf entry"),
        row(13, "require with a named root file that is missing")
            .with("sslrootcert=invalid", REQUIRE)
            .stricter(NAMED_ROOT_MISSING, TLS, FILE_MISSING, "sslrootcert", "invalid"),
        row(14, "verify-ca with a root file that is missing")
            .with("sslrootcert=invalid", VERIFY_CA)
            .refused(FILE_MISSING, "sslrootcert", "invalid"),
        row(15, "verify-full with a root file that is missing")
            .with("sslrootcert=invalid", VERIFY_FULL)
            .refused(FILE_MISSING, "sslrootcert", "invalid"),
        row(16, "require verifies where there is a root file")
            .with("sslrootcert=client_ca.crt", REQUIRE)
            .refused(UNTRUSTED_CHAIN),
        row(17, "verify-ca with a wrong root file")
            .with("sslrootcert=client_ca.crt", VERIFY_CA)
            .refused(UNTRUSTED_CHAIN),
        row(18, "verify-full with a wrong root file")
            .with("sslrootcert=client_ca.crt", VERIFY_FULL)
            .refused(UNTRUSTED_CHAIN));
  }

  private static Stream<Entry> chains() {
    return Stream.of(
        row(19, "an intermediate is no anchor")
            .with("sslrootcert=server_ca.crt", VERIFY_CA)
            .refused(UNTRUSTED_CHAIN),
        row(19, "an intermediate with trust settings for servers")
            .with("sslrootcert=server_ca-trusted.crt", VERIFY_CA)
            .stricter(Deviation.NO_ANCHOR_BY_TRUST_SETTINGS, TLS, UNTRUSTED_CHAIN, "self-signed"),
        row(20, "require with root and intermediate").with(ROOTS, REQUIRE).tls(),
        row(21, "verify-ca with the intermediate from the client's file")
            .with(ROOTS, VERIFY_CA)
            .tls(),
        row(22, "verify-full with a common name only").with(ROOTS, VERIFY_FULL).tls(),
        row(23, "a bundle of all authorities").with("sslrootcert=both-cas-1.crt", VERIFY_CA).tls(),
        row(24, "a bundle in another order").with("sslrootcert=both-cas-2.crt", VERIFY_CA).tls());
  }

  private static Stream<Entry> certificateModes() {
    return Stream.of(
        row(25, "sslcertmode=disable").with(ROOTS, REQUIRE, "sslcertmode=disable").tls(),
        row(26, "sslcertmode=allow without a client certificate")
            .with(ROOTS, REQUIRE, "sslcertmode=allow")
            .tls(),
        row(27, "sslcertmode=require without a client certificate")
            .with(ROOTS, REQUIRE, "sslcertmode=require")
            .refused(CLIENT_CERTIFICATE_NOT_SENT, "sslcertmode"));
  }

  private static Stream<Entry> lists() {
    return Stream.of(
        row(28, "a named list that is missing")
            .with(ROOTS, VERIFY_CA, "sslcrl=invalid")
            .stricter(NAMED_LIST_MISSING, TLS, FILE_MISSING, "sslcrl", "invalid"),
        row(29, "a list of another authority")
            .with(ROOTS, VERIFY_CA, "sslcrl=client.crl")
            .refused(REVOCATION_LIST_MISSING),
        row(30, "a directory with lists of another authority")
            .with(ROOTS, VERIFY_CA, "sslcrl=", "sslcrldir=client-crldir")
            .refused(REVOCATION_LIST_MISSING),
        row(31, "lists of all issuers").with(ROOTS, VERIFY_CA, "sslcrl=root+server.crl").tls(),
        row(32, "a directory with lists of all issuers beside a list that is missing")
            .with(ROOTS, VERIFY_CA, "sslcrl=invalid", "sslcrldir=root+server-crldir")
            .stricter(NAMED_LIST_MISSING, TLS, FILE_MISSING, "sslcrl", "invalid"),
        row(32, "a directory with lists of all issuers")
            .with(ROOTS, VERIFY_CA, "sslcrldir=root+server-crldir")
            .tls());
  }

  private static Stream<Entry> names() {
    return Stream.of(
        row(33, "require with a wrong host").host(WRONG_HOST).with(ROOTS, REQUIRE).tls(),
        row(34, "verify-ca with a wrong host").host(WRONG_HOST).with(ROOTS, VERIFY_CA).tls(),
        row(35, "verify-full refuses a wrong host")
            .host(WRONG_HOST)
            .with(ROOTS, VERIFY_FULL)
            .refused(WRONG_NAME, LibpqPki.N0, WRONG_HOST));
  }
}
