package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.CLIENT_CERTIFICATE_REFUSED;
import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.KEY_PASSWORD_MISSING;
import static io.github.jdbctls.TlsFailure.KEY_PASSWORD_WRONG;
import static io.github.jdbctls.TlsFailure.KEY_PERMISSIONS;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;
import static io.github.jdbctls.it.libpq.RootFiles.ROOTS;

import io.github.jdbctls.it.libpq.ServerSetup.ClientLists;
import java.util.stream.Stream;

/** Section G: client certificates. */
final class ClientCertificates {
  private static final String PASSWORD = "sslpassword=" + LibpqClientFiles.KEY_PASSWORD;
  private static final String NOCERT = "connection requires a valid client certificate";
  private static final String DN = "CN=ssltestuser-dn,OU=Testing,OU=Engineering,O=PGDG";

  private ClientCertificates() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-revoked").clientLists(ClientLists.FILE),
        Client.of("localhost", "ssltestuser", "certdb").with(ROOTS, REQUIRE));
  }

  private static Row row(int number, String title, String certificate, String key) {
    return row(number, title).with("sslcert=" + certificate, "sslkey=" + key);
  }

  private static Row row(int number, String title, String name) {
    return row(number, title, name + ".crt", "client.key");
  }

  static Stream<Entry> rows() {
    return Stream.of(keys(), certificateModes(), identities(), logins(), chains(), revoked())
        .flatMap(s -> s);
  }

  private static Stream<Entry> keys() {
    return Stream.of(
        row(81, "a named certificate that is missing")
            .with("sslcert=invalid")
            .stricter(
                Deviation.NAMED_CERTIFICATE_MISSING,
                Outcome.REFUSED,
                FILE_MISSING,
                "sslcert",
                "invalid"),
        row(81, "no certificate").refusedByDriver("28000", NOCERT),
        row(82, "certificate and key", "client").tls(),
        row(83, "a key in DER", "client.crt", "client-der.key").tls(),
        row(84, "an encrypted key", "client.crt", "client-encrypted-pem.key").with(PASSWORD).tls(),
        row(85, "a plain key and a password", "client.crt", "client-encrypted-der.key")
            .with(PASSWORD)
            .tls(),
        row(89, "an encrypted key and a wrong password", "client.crt", "client-encrypted-pem.key")
            .with("sslpassword=wrong")
            .refused(KEY_PASSWORD_WRONG, "client-encrypted-pem.key"),
        row(93, "an encrypted key and an empty password", "client.crt", "client-encrypted-pem.key")
            .with("sslpassword=")
            .refused(KEY_PASSWORD_MISSING, "client-encrypted-pem.key"),
        row(94, "an encrypted key without a password", "client.crt", "client-encrypted-pem.key")
            .refused(KEY_PASSWORD_MISSING, "client-encrypted-pem.key"),
        row(96, "a key that others can read", "client.crt", "client_wrongperms.key")
            .refused(KEY_PERMISSIONS, "client_wrongperms.key", "0644"));
  }

  private static Stream<Entry> certificateModes() {
    return Stream.of(
        row(86, "sslcertmode=require", "client").with("sslcertmode=require").tls(),
        row(87, "sslcertmode=allow", "client").with("sslcertmode=allow").tls(),
        row(88, "sslcertmode=disable", "client")
            .with("sslcertmode=disable")
            .refusedByDriver("28000", NOCERT));
  }

  private static Stream<Entry> identities() {
    String identity = "identity=\"" + DN + "\" method=cert";
    return Stream.of(
        row(90, "a map of distinguished names", "client-dn")
            .database("certdb_dn")
            .tls()
            .proving(Proof.logged(identity)),
        row(91, "a map of distinguished names by a pattern", "client-dn")
            .database("certdb_dn_re")
            .tls(),
        row(92, "a map of common names", "client-dn")
            .database("certdb_cn")
            .tls()
            .proving(Proof.logged(identity)),
        row(95, "what the server has seen", "client")
            .tls()
            .proving(Proof.clientSubject("/CN=ssltestuser"))
            .proving(
                Proof.clientIssuer("/CN=Test CA for PostgreSQL SSL regression test client certs")));
  }

  private static Stream<Entry> logins() {
    return Stream.of(
        row(97, "a certificate of another user", "client")
            .user("anotheruser")
            .refusedByDriver("28000", "certificate authentication failed for user \"anotheruser\""),
        row(98, "a revoked certificate", "client-revoked")
            .refused(CLIENT_CERTIFICATE_REFUSED, "revoked"),
        row(99, "clientcert=verify-full", "client").database("verifydb").tls(),
        row(100, "clientcert=verify-full for another user", "client")
            .database("verifydb")
            .user("anotheruser")
            .refusedByDriver("28000", "authentication failed for user \"anotheruser\""),
        row(101, "clientcert=verify-ca for another user", "client")
            .database("verifydb")
            .user("yetanotheruser")
            .tls());
  }

  private static Stream<Entry> chains() {
    ServerSetup rootOnly = ServerSetup.presenting("server-cn-only").clientRoots("root_ca.crt");
    ServerSetup useless =
        ServerSetup.presenting("server-cn-only").clientRoots("server-cn-only.crt");
    return Stream.of(
        row(102, "the intermediates are sent", "client+client_ca").on(rootOnly).tls(),
        row(103, "intermediates that nobody has", "client")
            .on(rootOnly)
            .refused(CLIENT_CERTIFICATE_REFUSED, "unknown_ca"),
        row(104, "a long name from an unknown authority", "client-long")
            .on(rootOnly)
            .refused(CLIENT_CERTIFICATE_REFUSED, "unknown_ca"),
        row(105, "a server without the root", "client+client_ca")
            .on(useless)
            .refused(CLIENT_CERTIFICATE_REFUSED, "unknown_ca"));
  }

  private static Stream<Entry> revoked() {
    return Stream.of("client-revoked", "client-revoked-utf8")
        .flatMap(
            name -> {
              int number = name.equals("client-revoked") ? 106 : 107;
              Row row =
                  row(number, "prefer and " + name, name)
                      .on(
                          ServerSetup.presenting("server-cn-only")
                              .clientLists(ClientLists.DIRECTORY))
                      .with("sslmode=prefer");
              return Stream.<Entry>of(
                  row.refused(CLIENT_CERTIFICATE_REFUSED, "revoked")
                      .proving(Proof.events("connect", "sslaccept")));
            });
  }
}
