package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CLIENT_CERTIFICATE_NOT_SENT;
import static io.github.jdbctls.TlsFailure.CLIENT_CERTIFICATE_REFUSED;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.HANDSHAKE_FAILED;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_CA;

import io.github.jdbctls.it.libpq.ServerSetup.ClientLists;
import io.github.jdbctls.it.net.ServerNameScript;
import io.github.jdbctls.pki.TestCertificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Section J: what a client sees of a server that chooses its certificate by the name it is asked
 * for. A stand-in before the real server plays {@code pg_hosts.conf}, which PostgreSQL 18 has not.
 */
final class ServerNames {
  private static final String ROOT = "sslrootcert=root_ca.crt";
  private static final String NOBODY = "127.0.0.1";
  private static final String ORG = "example.org";
  private static final List<String> THREE = List.of(ORG, "example.com", "example.net");
  private static final String UNKNOWN = "unrecognized_name";
  private static final String CONFIGURATION_ONLY = "is about pg_hosts.conf, not about the client";

  private ServerNames() {}

  private static Row row(int number, String title, String host) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only").access(Access.forAll()),
        Client.of(host, "ssltestuser", "trustdb"));
  }

  private static Row row(int number, String title, String host, ServerNameScript.Answers answers) {
    return row(number, title, host)
        .on(
            ServerSetup.presenting("server-cn-only")
                .access(Access.forAll())
                .behind(
                    Front.endingTls(
                        pki -> {
                          TestCertificate leaf = pki.serverNamed("server-cn-only");
                          return ServerNameScript.of(
                              answers,
                              leaf,
                              new TestCertificate(leaf.certificate(), leaf.keyPair(), null));
                        })));
  }

  private static ServerNameScript.Answers only(List<String> names) {
    return new ServerNameScript.Answers(names, false, false);
  }

  private static ServerNameScript.Answers withDefault() {
    return new ServerNameScript.Answers(List.of(ORG), true, true);
  }

  static Stream<Entry> rows() {
    return Stream.of(withoutNames(), byDefault(), lists(), noName(), clientCertificates())
        .flatMap(s -> s);
  }

  private static Stream<Entry> withoutNames() {
    return Stream.of(
        row(124, "an address at a server without names", NOBODY).with(ROOTS, REQUIRE).tls(),
        row(125, "a leaf alone, and the root alone", NOBODY)
            .with(ROOT, VERIFY_CA)
            .refused(UNTRUSTED_CHAIN),
        row(126, "a table of names that is off", NOBODY).notApplicable(CONFIGURATION_ONLY),
        row(127, "a table of names that is missing", NOBODY).notApplicable(CONFIGURATION_ONLY),
        row(128, "a default entry", NOBODY, withDefault()).with(ROOTS, REQUIRE).tls(),
        row(129, "a default entry with a leaf alone", NOBODY, withDefault())
            .with(ROOT, VERIFY_CA)
            .refused(UNTRUSTED_CHAIN));
  }

  private static Stream<Entry> byDefault() {
    return Stream.of(
        row(130, "a name with its own entry", ORG, withDefault()).with(ROOT, VERIFY_CA).tls(),
        row(131, "the name in another case", "Example.ORG", withDefault())
            .with(ROOT, VERIFY_CA)
            .tls(),
        row(132, "a root file that is missing", ORG, withDefault())
            .with("sslrootcert=invalid", VERIFY_CA)
            .refused(FILE_MISSING, "sslrootcert", "invalid"),
        row(133, "no name, and the root alone", NOBODY, withDefault())
            .with(ROOT, VERIFY_CA)
            .refused(UNTRUSTED_CHAIN),
        row(134, "no name, and all roots", NOBODY, withDefault()).with(ROOTS, REQUIRE).tls());
  }

  private static Stream<Entry> lists() {
    return Stream.of(135, 137)
        .flatMap(
            number ->
                Stream.concat(
                    THREE.stream()
                        .map(
                            name ->
                                row(number, name + " of a list", name, only(THREE))
                                    .with(ROOT, VERIFY_CA)
                                    .tls()),
                    Stream.of(
                        row(
                                number == 135 ? 136 : 137,
                                "a name outside the list",
                                "example.se",
                                only(THREE))
                            .with(ROOTS, REQUIRE)
                            .refused(HANDSHAKE_FAILED, UNKNOWN))));
  }

  private static Stream<Entry> noName() {
    ServerNameScript.Answers withoutNameOnly = new ServerNameScript.Answers(List.of(), false, true);
    return Stream.of(
        row(138, "sslsni=0 at a server that wants a name", ORG, only(List.of(ORG)))
            .with(ROOTS, REQUIRE, "sslsni=0")
            .refused(HANDSHAKE_FAILED, "handshake_failure"),
        row(139, "another name", "example.com", only(List.of(ORG)))
            .with(ROOTS, REQUIRE)
            .refused(HANDSHAKE_FAILED, UNKNOWN),
        row(139, "a single label", "example", only(List.of(ORG)))
            .with(ROOTS, REQUIRE)
            .refused(HANDSHAKE_FAILED, UNKNOWN),
        row(140, "an encrypted key of the server", NOBODY).notApplicable(CONFIGURATION_ONLY),
        row(141, "sslsni=0 at a server for clients without a name", ORG, withoutNameOnly)
            .with(ROOTS, REQUIRE, "sslsni=0")
            .tls(),
        row(142, "a name at a server for clients without a name", ORG, withoutNameOnly)
            .with(ROOTS, REQUIRE)
            .refused(HANDSHAKE_FAILED, UNKNOWN));
  }

  /** The entry of the host is here the whole server. */
  private static Stream<Entry> clientCertificates() {
    ServerSetup withRoots = ServerSetup.presenting("server-cn-only");
    ServerSetup wrongRoots = withRoots.clientRoots("server-cn-only.crt");
    return Stream.of(
        withCertificate(143, "sslcertmode=require at a server that asks for none", ORG)
            .on(withRoots.withoutClientRoots().access(Access.forAllOverTls()))
            .with("sslcertmode=require")
            .refused(CLIENT_CERTIFICATE_NOT_SENT),
        withCertificate(144, "sslcertmode=disable", "example.com")
            .on(withRoots)
            .with("sslcertmode=disable")
            .refusedByDriver("28000", "connection requires a valid client certificate"),
        withCertificate(145, "sslcertmode=require", "example.com")
            .on(withRoots)
            .with("sslcertmode=require")
            .tls(),
        withCertificate(146, "sslcertmode=disable at a server with a wrong CA", "example.net")
            .on(wrongRoots)
            .with("sslcertmode=disable")
            .refusedByDriver("28000", "connection requires a valid client certificate"),
        withCertificate(147, "sslcertmode=require at a server with a wrong CA", "example.net")
            .on(wrongRoots)
            .with("sslcertmode=require")
            .refused(CLIENT_CERTIFICATE_REFUSED, "unknown_ca"),
        withCertificate(148, "a revoked client certificate", "example.com")
            .on(withRoots.clientLists(ClientLists.DIRECTORY))
            .with("sslcert=client-revoked.crt")
            .refused(CLIENT_CERTIFICATE_REFUSED, "revoked"));
  }

  private static Row withCertificate(int number, String title, String host) {
    return row(number, title, host)
        .database("certdb")
        .with(ROOTS, REQUIRE, "sslcert=client.crt", "sslkey=client.key");
  }
}
