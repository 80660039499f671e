package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CERTIFICATE_EXPIRED;
import static io.github.jdbctls.TlsFailure.CONSTRAINT_VIOLATED;
import static io.github.jdbctls.TlsFailure.FILE_EMPTY;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.FILE_UNREADABLE;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_CONTENT;
import static io.github.jdbctls.TlsFailure.WRONG_PURPOSE;
import static io.github.jdbctls.it.libpq.Deviation.NAMED_ROOT_MISSING;
import static io.github.jdbctls.it.libpq.Deviation.NO_DOWNGRADE;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_CA;

import java.util.stream.Stream;

/** Section L, the observed rows of roots and chains. */
final class ObservedRoots {
  private static final String PREFER = "sslmode=prefer";

  private ObservedRoots() {}

  private static Row row(int number, String title, String certificate) {
    return new Row(
        number,
        title,
        ServerSetup.presenting(certificate),
        Client.of(LibpqPki.N0, "ssltestuser", "trustdb").with(ROOTS, VERIFY_CA));
  }

  private static Row good(int number, String title) {
    return row(number, title, "server-cn-only");
  }

  static Stream<Entry> rows() {
    return Stream.of(anchors(), badRoots(), downgrades(), defaultFiles(), leaves()).flatMap(s -> s);
  }

  private static Stream<Entry> anchors() {
    return Stream.of(
        good(176, "an issued leaf is no anchor")
            .with("sslrootcert=server-cn-only.crt")
            .refused(UNTRUSTED_CHAIN),
        row(177, "a self-signed leaf is an anchor", "self-signed")
            .host("ex.test")
            .with("sslrootcert=self-signed.crt", RootFiles.VERIFY_FULL)
            .tls(),
        row(177, "a root without basic constraints", "below-root-without-constraints")
            .with("sslrootcert=root-without-constraints.crt")
            .stricter(Deviation.ROOT_WITHOUT_CONSTRAINTS, Outcome.TLS, CONSTRAINT_VIOLATED));
  }

  private static Stream<Entry> badRoots() {
    return Stream.of(
        good(178, "an empty root file")
            .with(REQUIRE, "sslrootcert=empty")
            .refused(FILE_EMPTY, "sslrootcert", "empty"),
        good(178, "a root file with something else")
            .with(REQUIRE, "sslrootcert=garbage")
            .refused(WRONG_CONTENT, "sslrootcert", "garbage"),
        good(178, "a root file that is a directory")
            .with(REQUIRE, "sslrootcert=directory")
            .refused(WRONG_CONTENT, "sslrootcert", "directory"),
        good(178, "a root file in DER")
            .on(ServerSetup.presenting("server-cn-only").sendingIssuers())
            .with(REQUIRE, "sslrootcert=root_ca.der")
            .readsMore(Deviation.FILE_FORMATS),
        good(183, "a root file that may not be read")
            .with(REQUIRE, "sslrootcert=unreadable.crt")
            .in(Jvm.withoutPrivileges())
            .refused(FILE_UNREADABLE, "sslrootcert", "unreadable.crt"),
        good(184, "require with a named root file that may not be looked at")
            .with(REQUIRE, "sslrootcert=locked/root.crt")
            .in(Jvm.withoutPrivileges())
            .stricter(NAMED_ROOT_MISSING, Outcome.TLS, FILE_UNREADABLE, "sslrootcert"),
        good(184, "verify-ca with a named root file that may not be looked at")
            .with("sslrootcert=locked/root.crt")
            .in(Jvm.withoutPrivileges())
            .refused(FILE_UNREADABLE, "sslrootcert", "locked"));
  }

  private static Stream<Entry> downgrades() {
    ServerSetup forAll = ServerSetup.presenting("server-cn-only").access(Access.forAll());
    return Stream.of(
        good(179, "prefer with a wrong root")
            .on(forAll)
            .with(PREFER, "sslrootcert=wrong-root.crt")
            .stricter(NO_DOWNGRADE, Outcome.PLAIN, UNTRUSTED_CHAIN),
        good(180, "prefer with a certificate and no key")
            .on(forAll)
            .with(PREFER, "sslcert=client.crt", "sslkey=invalid")
            .stricter(NO_DOWNGRADE, Outcome.PLAIN, FILE_MISSING, "sslkey", "invalid"),
        good(181, "prefer with a named root file that is missing")
            .on(forAll)
            .with(PREFER, "sslrootcert=invalid")
            .stricter(NAMED_ROOT_MISSING, Outcome.TLS, FILE_MISSING, "sslrootcert", "invalid"));
  }

  private static Stream<Entry> defaultFiles() {
    Row wrong =
        good(182, "require with a default root file that is wrong")
            .with(REQUIRE, "sslrootcert=")
            .in(Jvm.withHome("home-wrong-root"));
    Jvm locked = Jvm.withHome("home-locked");
    Jvm lockedForUs = new Jvm(locked.options(), locked.variables(), true);
    return Stream.of(
        wrong.refused(UNTRUSTED_CHAIN),
        new Row(182, "the same without the parameter", wrong.server(), wrong.client())
            .client(c -> withoutRoots(c))
            .refused(UNTRUSTED_CHAIN),
        good(184, "require with a default root file that may not be looked at")
            // Without a certificate: libpq refuses one that may not be looked at (#185).
            .client(c -> withoutRoots(c).with(REQUIRE, "sslcertmode=disable"))
            .in(lockedForUs)
            .tls()
            .proving(Proof.unverified()));
  }

  private static Client withoutRoots(Client client) {
    return new Client(
        client.authority(),
        client.user(),
        client.database(),
        client.parameters().stream().filter(p -> !p.startsWith("sslrootcert")).toList(),
        client.jvm());
  }

  private static Stream<Entry> leaves() {
    return Stream.of(
        row(213, "a leaf for clients", "for-clients").refused(WRONG_PURPOSE),
        row(213, "a leaf for signing certificates", "for-signing").refused(WRONG_PURPOSE),
        row(214, "require and an expired server without roots", "self-signed-expired")
            .with(REQUIRE, "sslrootcert=")
            .tls()
            .proving(Proof.unverified()),
        row(214, "verify-ca and an expired root", "self-signed-expired")
            .with("sslrootcert=self-signed-expired.crt")
            .refused(CERTIFICATE_EXPIRED));
  }
}
