package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.INVALID_URL;
import static io.github.jdbctls.TlsFailure.INVALID_VALUE;
import static io.github.jdbctls.TlsFailure.UNSUPPORTED_PARAMETER;
import static io.github.jdbctls.TlsFailure.WEAKENING_PARAMETER;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_FULL;

import java.util.stream.Stream;

/** Section L, the observed rows of other parameters. */
final class ObservedSettings {
  private static final String MIN = "ssl_min_protocol_version=";
  private static final String MAX = "ssl_max_protocol_version=";
  private static final String NO_SOCKET = "JDBC has no Unix sockets";
  private static final String SOCKET_FOLDER = "/var/run/postgresql";
  private static final String GOOD = LibpqPki.N0;
  private static final String BAD = "bad.test";

  private ObservedSettings() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only"),
        Client.of(GOOD, "ssltestuser", "trustdb").with(ROOTS));
  }

  static Stream<Entry> rows() {
    return Stream.of(unixSockets(), modes(), bounds(), hosts()).flatMap(s -> s);
  }

  private static Stream<Entry> unixSockets() {
    Row require =
        row(215, "require on a Unix socket").host(SOCKET_FOLDER.replace("/", "%2F")).with(REQUIRE);
    return Stream.of(
        require.stricter(Deviation.UNIX_SOCKET, Outcome.PLAIN, INVALID_URL),
        new Row(215, "verify-full on a Unix socket", require.server(), require.client())
            .with(VERIFY_FULL)
            .stricter(Deviation.UNIX_SOCKET, Outcome.PLAIN, INVALID_URL),
        row(216, "the server's user on a Unix socket").notApplicable(NO_SOCKET),
        row(216, "the server's user over TCP")
            .with(REQUIRE, "requirepeer=bad")
            .stricter(
                Deviation.REFUSED_PARAMETER, Outcome.TLS, UNSUPPORTED_PARAMETER, "requirepeer"),
        row(217, "channel binding on a Unix socket").notApplicable(NO_SOCKET));
  }

  private static Stream<Entry> modes() {
    return Stream.of(
        row(218, "a mode in upper case").with("sslmode=REQUIRE").readsMore(Deviation.MODE_SPELLING),
        row(218, "an empty mode")
            .with("sslmode=")
            .refused(INVALID_VALUE, "sslmode", "empty")
            .proving(Proof.nothingDialled()),
        new Row(
                221,
                "PGSSLMODE wins over PGREQUIRESSL",
                ServerSetup.presenting("server-cn-only").access(Access.forAll()),
                Client.of(GOOD, "ssltestuser", "trustdb"))
            .in(Jvm.withOptions().variable("PGREQUIRESSL", "1").variable("PGSSLMODE", "disable"))
            .plain(),
        row(222, "ssl=true").with("ssl=true").tls(),
        row(222, "ssl=true and a wrong host")
            .host(BAD)
            .with("ssl=true")
            .stricter(Deviation.SSL_IS_VERIFY_FULL, Outcome.TLS, WRONG_NAME, GOOD, BAD),
        row(222, "ssl=1").with("ssl=1").refused(WEAKENING_PARAMETER, "ssl", "sslmode"));
  }

  private static Stream<Entry> bounds() {
    return Stream.of(
        row(219, "a lower bound in lower case")
            .with(MIN + "tlsv1.3")
            .tls()
            .proving(Proof.version("TLSv1.3")),
        row(219, "an empty lower bound").with(MIN).tls(),
        row(220, "an upper bound below the default lower bound")
            .with(MAX + "TLSv1.1")
            .refused(INVALID_VALUE, "ssl_max_protocol_version", "TLSv1.1")
            .proving(Proof.nothingDialled()),
        row(220, "bounds that the library has disabled")
            .with(MIN + "TLSv1", MAX + "TLSv1.1")
            .stricter(Deviation.UNAVAILABLE_VERSION, Outcome.REFUSED, INVALID_VALUE, "TLSv1")
            .proving(Proof.nothingDialled()));
  }

  private static Stream<Entry> hosts() {
    return Stream.of(
        row(223, "an address without a host")
            .client(c -> c.authority(":" + Client.PORT))
            .with(VERIFY_FULL)
            .refused(INVALID_VALUE, "hostaddr", "no host"),
        row(224, "a first host with a wrong name")
            .client(c -> c.authority(two(BAD, Client.PORT)))
            .with(VERIFY_FULL, "hostaddr=127.0.0.1,127.0.0.1")
            .refused(WRONG_NAME, GOOD, BAD)
            .proving(Proof.events("connect", "sslaccept")),
        row(224, "a first host at which nobody answers")
            .client(c -> c.authority(two(BAD, Client.CLOSED_PORT)))
            .with(VERIFY_FULL, "hostaddr=127.0.0.1,127.0.0.1")
            .tls(),
        row(225, "a folder of Unix sockets in the environment")
            .client(c -> c.authority(":" + Client.PORT))
            .with(VERIFY_FULL)
            .in(Jvm.withOptions().variable("PGHOST", SOCKET_FOLDER))
            .refused(INVALID_VALUE, "hostaddr", "no host"));
  }

  private static String two(String first, String firstPort) {
    return first + ":" + firstPort + "," + GOOD + ":" + Client.PORT;
  }
}
