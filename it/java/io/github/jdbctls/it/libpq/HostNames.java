package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.INVALID_URL;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
import static io.github.jdbctls.it.libpq.LibpqPki.D1;
import static io.github.jdbctls.it.libpq.LibpqPki.D2;
import static io.github.jdbctls.it.libpq.LibpqPki.DS;
import static io.github.jdbctls.it.libpq.LibpqPki.N0;

import java.util.stream.Stream;

/** Section D: host name matching. */
final class HostNames {
  private static final String WILDCARD = "*.wildcard.pg-ssltest.test";
  private static final String OTHER = "wronghost.alt-name.pg-ssltest.test";
  private static final String DEEP = "deep.subdomain.wildcard.pg-ssltest.test";
  private static final String IP = "192.0.2.1";

  private HostNames() {}

  private static Row row(int number, String certificate, String host) {
    return new Row(
        number,
        host + " at " + certificate,
        ServerSetup.presenting(certificate),
        Client.of(host, "ssltestuser", "trustdb").with(RootFiles.ROOTS, RootFiles.VERIFY_FULL));
  }

  static Stream<Entry> rows() {
    return Stream.of(inText(), ofNames(), ofAddresses(), ofBoth(), ofNone()).flatMap(s -> s);
  }

  private static Stream<Entry> inText() {
    return Stream.of(
        row(36, "server-ip-cn-only", IP).tls(),
        row(37, "server-ip-cn-only", "192.000.002.001").refused(WRONG_NAME, IP, "192.000.002.001"),
        row(38, "server-ip-in-dnsname", IP).tls());
  }

  private static Stream<Entry> ofNames() {
    String several = "server-multiple-alt-names";
    String single = "server-single-alt-name";
    return Stream.of(
        row(39, several, D1).tls(),
        row(40, several, D2).tls(),
        row(41, several, "foo.wildcard.pg-ssltest.test").tls(),
        row(42, several, OTHER).refused(WRONG_NAME, D1, D2, WILDCARD, OTHER),
        row(43, several, DEEP).refused(WRONG_NAME, D1, D2, WILDCARD, DEEP),
        row(44, single, DS).tls(),
        row(45, single, OTHER).refused(WRONG_NAME, DS, OTHER),
        row(46, single, DEEP).refused(WRONG_NAME, DS, DEEP));
  }

  private static Stream<Entry> ofAddresses() {
    String addresses = "server-ip-alt-names";
    return Stream.of(
        row(47, addresses, IP).tls(),
        row(48, addresses, "192.000.002.001").tls(),
        row(49, addresses, "192.0.2.2").refused(WRONG_NAME, IP, "192.0.2.2"),
        row(50, addresses, "[2001:DB8::1]").tls(),
        row(51, addresses, "[2001:db8:0:0:0:0:0:1]").tls(),
        row(52, addresses, "[2001:db8::0.0.0.1]").tls(),
        row(53, addresses, "[::1]").refused(WRONG_NAME, IP, "2001:db8:", "::1"),
        // A prefix is no host: ours refuses before anything is dialled.
        row(54, addresses, "[2001:DB8::1%2F128]").refused(INVALID_URL));
  }

  private static Stream<Entry> ofBoth() {
    return Stream.of(
        row(55, "server-cn-and-alt-names", D1).tls(),
        row(56, "server-cn-and-alt-names", D2).tls(),
        row(57, "server-cn-and-alt-names", N0).refused(WRONG_NAME, D1, D2),
        row(58, "server-cn-and-ip-alt-names", N0).tls(),
        row(59, "server-cn-and-ip-alt-names", IP).tls(),
        row(60, "server-cn-and-ip-alt-names", "[2001:db8::1]").tls(),
        row(61, "server-ip-cn-and-alt-names", "192.0.2.2").tls(),
        row(62, "server-ip-cn-and-alt-names", "[2001:db8::1]").tls(),
        row(63, "server-ip-cn-and-alt-names", IP).refused(WRONG_NAME, "192.0.2.2", IP),
        row(64, "server-ip-cn-and-dns-alt-names", IP).tls(),
        row(65, "server-ip-cn-and-dns-alt-names", D1).tls(),
        row(66, "server-ip-cn-and-dns-alt-names", D2).tls());
  }

  private static Stream<Entry> ofNone() {
    return Stream.of(
        row(67, "server-no-names", N0).with(RootFiles.VERIFY_CA).tls(),
        row(68, "server-no-names", N0).refused(WRONG_NAME, "no host", N0));
  }
}
