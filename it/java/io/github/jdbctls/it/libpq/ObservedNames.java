package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.INVALID_URL;
import static io.github.jdbctls.TlsFailure.MALFORMED_CERTIFICATE;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;

import java.util.stream.Stream;

/** Section L, the observed rows of names. */
final class ObservedNames {
  private ObservedNames() {}

  private static Row row(int number, String certificate, String host) {
    return new Row(
        number,
        host + " at " + certificate,
        ServerSetup.presenting(certificate),
        Client.of(host, "ssltestuser", "trustdb").with(RootFiles.ROOTS, RootFiles.VERIFY_FULL));
  }

  private static Entry none(int number, String certificate, String host) {
    return row(number, certificate, host).refused(WRONG_NAME, host);
  }

  static Stream<Entry> rows() {
    return Stream.of(patterns(), oddPatterns(), addresses(), commonNames(), malformed())
        .flatMap(s -> s);
  }

  private static Stream<Entry> patterns() {
    return Stream.of(
        row(200, "cn-wildcard", "a.ex.test").tls(),
        row(200, "cn-wildcard", "A.EX.TEST").tls(),
        row(200, "cn-wildcard", "*.ex.test").tls(),
        none(200, "cn-wildcard", "ex.test"),
        row(200, "cn-wildcard", ".ex.test").refused(INVALID_URL),
        row(200, "cn-wildcard", "a.ex.test.").readsMore(Deviation.TRAILING_DOT),
        none(201, "dns-any", "localhost"),
        row(201, "dns-top-level", "ex.test")
            .stricter(Deviation.NO_WILDCARD_OVER_TOP_LEVEL, Outcome.TLS, WRONG_NAME, "*.test"),
        none(201, "dns-top-level", "a.ex.test"));
  }

  private static Stream<Entry> oddPatterns() {
    return Stream.of(
        none(202, "dns-partial", "foo.ex.test"),
        none(202, "dns-partial", "a.ex.test"),
        none(202, "dns-partial", "a.b.test"),
        none(204, "dns-double", "a.b.test"),
        row(204, "dns-inner", "a.*.test").tls(),
        row(205, "dns-trailing-dot", "ex.test").readsMore(Deviation.TRAILING_DOT),
        row(205, "dns-trailing-dot", "ex.test.").tls());
  }

  private static Stream<Entry> addresses() {
    return Stream.of(
        row(203, "dns-address-pattern", "127.0.0.1")
            .stricter(Deviation.NO_WILDCARD_FOR_ADDRESS, Outcome.TLS, WRONG_NAME, "*.0.0.1"),
        row(206, "ip-loopback", "127.1").tls(),
        row(206, "ip-loopback", "0x7f000001").tls(),
        row(206, "ip-loopback", "2130706433").tls(),
        row(206, "ip-loopback", "[::ffff:127.0.0.1]").refused(WRONG_NAME, "127.0.0.1"));
  }

  private static Stream<Entry> commonNames() {
    return Stream.of(
        row(207, "uri-and-email", "ex.test").tls(),
        row(208, "two-common-names", "first.ex.test").tls(),
        none(208, "two-common-names", "second.ex.test"),
        row(209, "ip-and-dns", "ex.test").refused(WRONG_NAME, "other.test", "ex.test"),
        row(210, "ip-cn-and-dns", "127.0.0.2").refused(WRONG_NAME, "a.test", "127.0.0.1"));
  }

  private static Stream<Entry> malformed() {
    return Stream.of(
        row(211, "dns-nul", "ex.test").refused(MALFORMED_CERTIFICATE, "NUL"),
        verifyCa(row(211, "dns-nul", "ex.test")).tls(),
        row(211, "dns-nul-later", "ex.test")
            .stricter(Deviation.MALFORMED_NAME, Outcome.TLS, MALFORMED_CERTIFICATE, "NUL"),
        row(212, "ip-of-length-5", "ex.test").refused(MALFORMED_CERTIFICATE, "5"),
        row(212, "ip-of-length-8", "ex.test").refused(MALFORMED_CERTIFICATE, "8"));
  }

  private static Row verifyCa(Row row) {
    return new Row(row.number(), row.title() + " with verify-ca", row.server(), row.client())
        .with(RootFiles.VERIFY_CA);
  }
}
