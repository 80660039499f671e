package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CERTIFICATE_REVOKED;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.INVALID_VALUE;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_CA;

import java.util.stream.Stream;

/** Section F: a revoked server, and the bounds of the protocol version. */
final class ProtocolBounds {
  private static final String MIN = "ssl_min_protocol_version=";
  private static final String MAX = "ssl_max_protocol_version=";

  private ProtocolBounds() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-revoked"),
        Client.of(LibpqPki.N0, "ssltestuser", "trustdb"));
  }

  static Stream<Entry> rows() {
    return Stream.of(
        row(73, "a revoked server, without a list").with(ROOTS, VERIFY_CA).tls(),
        row(74, "a revoked server, with a list")
            .with(ROOTS, VERIFY_CA, "sslcrl=root+server.crl")
            .refused(CERTIFICATE_REVOKED),
        row(75, "a revoked server, with a directory of lists")
            .with(ROOTS, VERIFY_CA, "sslcrl=", "sslcrldir=root+server-crldir")
            .refused(CERTIFICATE_REVOKED),
        row(76, "prefer with a named root file that is missing")
            .with("sslrootcert=invalid", "sslmode=prefer")
            .stricter(
                Deviation.NAMED_ROOT_MISSING, Outcome.TLS, FILE_MISSING, "sslrootcert", "invalid"),
        row(76, "prefer without a root file")
            .with("sslmode=prefer")
            .tls()
            .proving(Proof.clientSubject("")),
        row(77, "TLS 1.2 only")
            .with(ROOTS, REQUIRE, MIN + "TLSv1.2", MAX + "TLSv1.2")
            .tls()
            .proving(Proof.version("TLSv1.2")),
        row(78, "bounds that exclude each other")
            .with(ROOTS, REQUIRE, MIN + "TLSv1.2", MAX + "TLSv1.1")
            .refused(INVALID_VALUE, "ssl_max_protocol_version", "TLSv1.1")
            .proving(Proof.nothingDialled()),
        row(79, "a lower bound that is no version")
            .with(ROOTS, REQUIRE, MIN + "incorrect_tls")
            .refused(INVALID_VALUE, "ssl_min_protocol_version", "incorrect_tls")
            .proving(Proof.nothingDialled()),
        row(80, "an upper bound that is no version")
            .with(ROOTS, REQUIRE, MAX + "incorrect_tls")
            .refused(INVALID_VALUE, "ssl_max_protocol_version", "incorrect_tls")
            .proving(Proof.nothingDialled()));
  }
}
