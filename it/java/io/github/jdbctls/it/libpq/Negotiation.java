package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.HANDSHAKE_INTERRUPTED;
import static io.github.jdbctls.TlsFailure.INVALID_VALUE;
import static io.github.jdbctls.TlsFailure.SERVER_ANSWERED_WITH_ERROR;
import static io.github.jdbctls.TlsFailure.SERVER_HAS_NO_TLS;
import static io.github.jdbctls.it.libpq.Proof.events;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;

import io.github.jdbctls.it.net.LoginRefusal;
import io.github.jdbctls.it.net.ProxyScript;
import java.util.stream.Stream;

/** Section K: the order of attempts. */
final class Negotiation {
  private static final String DISABLE = "sslmode=disable";
  private static final String ALLOW = "sslmode=allow";
  private static final String PREFER = "sslmode=prefer";
  private static final String DIRECT = "sslnegotiation=direct";
  private static final String CONNECT = "connect";
  private static final String RECONNECT = "reconnect";
  private static final String ACCEPT = "sslaccept";
  private static final String REJECT = "sslreject";
  private static final String DIRECT_ACCEPT = "directsslaccept";
  private static final String DIRECT_REJECT = "directsslreject";
  private static final String OK = "authok";
  private static final String FAIL = "authfail";
  private static final String FULL = "53300";
  private static final String NO_ENTRY = "no pg_hba.conf entry";

  private static final ServerSetup WITH_TLS =
      ServerSetup.presenting("server-cn-only").access(Access.byTransport());
  private static final ServerSetup WITHOUT_TLS = WITH_TLS.withoutTls().access(Access.forAll());

  private Negotiation() {}

  private static Row row(int number, String user, String... parameters) {
    return new Row(
        number,
        user + " with " + String.join(" ", parameters),
        WITH_TLS,
        Client.of("localhost", user, "postgres").with(parameters));
  }

  private static Row withoutTls(int number, String... parameters) {
    Row row = row(number, "testuser", parameters);
    return new Row(number, row.title() + ", TLS off", WITHOUT_TLS, row.client());
  }

  static Stream<Entry> rows() {
    return Stream.of(
            tlsOff(), weakDirect(), tlsOn(), tlsOnly(), plainOnly(), broken(), otherErrors())
        .flatMap(s -> s);
  }

  private static Stream<Entry> tlsOff() {
    return Stream.of(
        withoutTls(149, DISABLE).plain().proving(events(CONNECT, OK)),
        withoutTls(150, ALLOW).plain().proving(events(CONNECT, OK)),
        withoutTls(151, PREFER)
            .anotherWay(Deviation.NEW_CONNECTION, Outcome.PLAIN)
            .proving(events(CONNECT, REJECT, RECONNECT, OK)),
        withoutTls(152, REQUIRE).refused(SERVER_HAS_NO_TLS).proving(events(CONNECT, REJECT)),
        withoutTls(153, REQUIRE, DIRECT)
            .refused(HANDSHAKE_INTERRUPTED)
            .proving(events(CONNECT, DIRECT_REJECT)));
  }

  private static Stream<Entry> weakDirect() {
    return Stream.of(DISABLE, ALLOW, PREFER)
        .map(
            mode ->
                row(154, "testuser", mode, DIRECT)
                    .refused(INVALID_VALUE, "sslnegotiation", "direct")
                    .proving(Proof.nothingDialled()));
  }

  private static Stream<Entry> tlsOn() {
    return Stream.of(
        row(155, "testuser", DISABLE).plain().proving(events(CONNECT, OK)),
        row(155, "testuser", ALLOW).plain().proving(events(CONNECT, OK)),
        row(155, "testuser", ALLOW, "sslrootcert=invalid")
            .stricter(Deviation.BAD_FILE, Outcome.PLAIN, FILE_MISSING, "sslrootcert")
            .proving(Proof.nothingDialled()),
        row(156, "testuser", PREFER).tls().proving(events(CONNECT, ACCEPT, OK)),
        row(156, "testuser", REQUIRE).tls().proving(events(CONNECT, ACCEPT, OK)),
        row(157, "testuser", REQUIRE, DIRECT).tls().proving(events(CONNECT, DIRECT_ACCEPT, OK)));
  }

  private static Stream<Entry> tlsOnly() {
    return Stream.of(
        row(158, "ssluser", DISABLE)
            .refusedByDriver("28000", NO_ENTRY)
            .proving(events(CONNECT, FAIL)),
        row(159, "ssluser", ALLOW).tls().proving(events(CONNECT, FAIL, RECONNECT, ACCEPT, OK)),
        row(160, "ssluser", PREFER).tls().proving(events(CONNECT, ACCEPT, OK)),
        row(160, "ssluser", REQUIRE).tls().proving(events(CONNECT, ACCEPT, OK)),
        row(160, "ssluser", REQUIRE, DIRECT).tls().proving(events(CONNECT, DIRECT_ACCEPT, OK)));
  }

  private static Stream<Entry> plainOnly() {
    return Stream.of(
        row(161, "nossluser", DISABLE).plain().proving(events(CONNECT, OK)),
        row(161, "nossluser", ALLOW).plain().proving(events(CONNECT, OK)),
        row(162, "nossluser", PREFER).plain().proving(events(CONNECT, ACCEPT, FAIL, RECONNECT, OK)),
        row(163, "nossluser", REQUIRE)
            .refusedByDriver("28000", NO_ENTRY)
            .proving(events(CONNECT, ACCEPT, FAIL)),
        row(163, "nossluser", REQUIRE, DIRECT)
            .refusedByDriver("28000", NO_ENTRY)
            .proving(events(CONNECT, DIRECT_ACCEPT, FAIL)));
  }

  private static Stream<Entry> broken() {
    return Stream.of(
        behind(164, "an error in place of an answer", ProxyScript.answerError("XX000", "no fork"))
            .refused(SERVER_ANSWERED_WITH_ERROR)
            .proving(Proof.frontConnections(1)),
        behind(
                164,
                "an error of protocol 2 in place of an answer",
                ProxyScript.answer((byte) 'E', (byte) 'n', (byte) 'o', (byte) '\n', (byte) 0))
            .refused(SERVER_ANSWERED_WITH_ERROR)
            .proving(Proof.frontConnections(1)),
        behind(165, "a backend that fails in the handshake", ProxyScript.closeBeforeHandshake())
            .stricter(Deviation.FALLBACK, Outcome.PLAIN, HANDSHAKE_INTERRUPTED)
            .proving(Proof.frontConnections(1)),
        row(166, "localuser", PREFER).notApplicable("JDBC has no Unix sockets"));
  }

  private static Row behind(int number, String title, ProxyScript script) {
    return behind(number, title, Front.playing(script), PREFER);
  }

  private static Row behind(int number, String title, Front front, String mode) {
    return new Row(
        number,
        title,
        WITH_TLS.behind(front),
        Client.of("localhost", "testuser", "postgres").with(mode));
  }

  /** An error before the end of authentication that is not about the login. */
  private static Stream<Entry> otherErrors() {
    return Stream.of(
        behind(
                159,
                "allow and a server that is full for plain text",
                Front.playingInClearText(LoginRefusal.inClearText(FULL, "too many clients")),
                ALLOW)
            .stricterByDriver(Deviation.FALLBACK, Outcome.TLS, FULL, "too many clients")
            .proving(Proof.frontConnections(1)),
        behind(
                162,
                "prefer and a server that is full for TLS",
                Front.endingTls(
                    pki ->
                        LoginRefusal.with(
                            pki.serverNamed("server-cn-only"), FULL, "too many clients")),
                PREFER)
            .stricterByDriver(Deviation.FALLBACK, Outcome.PLAIN, FULL, "too many clients")
            .proving(Proof.frontConnections(1)));
  }
}
