package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;

import java.util.stream.Stream;

/** Section I: what the server says of the client's certificate. */
final class SslInfo {
  private static final String PRESENT = "/CN=ssltestuser";
  private static final String ABSENT = "";

  private SslInfo() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only"),
        Client.of("localhost", "ssltestuser", "trustdb")
            .with(ROOTS, REQUIRE, "sslcert=client_ext.crt", "sslkey=client.key"));
  }

  static Stream<Entry> rows() {
    return Stream.of(
        row(119, "sslcertmode=allow")
            .with("sslcertmode=allow")
            .tls()
            .proving(Proof.clientSubject(PRESENT)),
        row(120, "sslcertmode=allow and a named certificate that is missing")
            .with("sslcertmode=allow", "sslcert=invalid")
            .stricter(
                Deviation.NAMED_CERTIFICATE_MISSING,
                Outcome.TLS,
                FILE_MISSING,
                "sslcert",
                "invalid"),
        row(121, "sslcertmode=disable")
            .with("sslcertmode=disable")
            .tls()
            .proving(Proof.clientSubject(ABSENT)),
        row(122, "sslcertmode=require")
            .with("sslcertmode=require")
            .tls()
            .proving(Proof.clientSubject(PRESENT)),
        row(123, "TLS 1.2 only")
            .database("certdb")
            .with("ssl_min_protocol_version=TLSv1.2", "ssl_max_protocol_version=TLSv1.2")
            .tls()
            .proving(Proof.version("TLSv1.2")));
  }
}
