package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.FILE_MISSING;
import static io.github.jdbctls.TlsFailure.FILE_UNREADABLE;
import static io.github.jdbctls.TlsFailure.KEY_MISMATCH;
import static io.github.jdbctls.TlsFailure.KEY_PASSWORD_MISSING;
import static io.github.jdbctls.TlsFailure.KEY_PERMISSIONS;
import static io.github.jdbctls.TlsFailure.UNSUPPORTED_PARAMETER;
import static io.github.jdbctls.TlsFailure.WRONG_CONTENT;
import static io.github.jdbctls.it.libpq.Deviation.NAMED_CERTIFICATE_MISSING;

import java.util.stream.Stream;

/** Section L, the observed rows of client certificates and keys. */
final class ObservedKeys {
  private static final String PASSWORD = "sslpassword=" + LibpqClientFiles.KEY_PASSWORD;

  private ObservedKeys() {}

  private static Row row(int number, String title, String certificate, String key) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only"),
        Client.of(LibpqPki.N0, "ssltestuser", "certdb")
            .with(
                RootFiles.ROOTS, RootFiles.VERIFY_FULL, "sslcert=" + certificate, "sslkey=" + key));
  }

  private static Row key(int number, String title, String key) {
    return row(number, title, "client.crt", key);
  }

  private static Row certificate(int number, String title, String certificate) {
    return row(number, title, certificate, "client.key");
  }

  static Stream<Entry> rows() {
    return Stream.of(unreadable(), modes(), missing(), wrong(), formats()).flatMap(s -> s);
  }

  private static Stream<Entry> unreadable() {
    return Stream.of(
        certificate(185, "a certificate that may not be read", "unreadable-client.crt")
            .in(Jvm.withoutPrivileges())
            .refused(FILE_UNREADABLE, "sslcert", "unreadable-client.crt"),
        certificate(185, "a certificate that may not be looked at", "locked/client.crt")
            .in(Jvm.withoutPrivileges())
            .refused(FILE_UNREADABLE, "sslcert", "locked"));
  }

  /** Whose the keys are depends on who runs the tests. */
  private static Stream<Entry> modes() {
    Stream<Entry> own =
        Stream.of(
            key(186, "root's key with mode 0640", "mode-0640.key").tls(),
            key(186, "root's key with mode 0700", "mode-0700.key").tls(),
            key(186, "root's key with mode 0660", "mode-0660.key").refused(KEY_PERMISSIONS, "0660"),
            key(186, "root's key with mode 0644", "mode-0644.key")
                .refused(KEY_PERMISSIONS, "0644"));
    Stream<Entry> others =
        Stream.of(
            key(186, "another's key with mode 0640", "other-owner-0640.key")
                .refused(KEY_PERMISSIONS, "0640"),
            key(186, "another's key with mode 0600", "other-owner-0600.key").tls());
    Entry absent =
        key(186, "root's keys", "client.key").notApplicable("the tests do not run as root");
    return Stream.concat(LibpqClientFiles.isRoot() ? own : Stream.of(absent), others);
  }

  private static Stream<Entry> missing() {
    return Stream.of(
        key(187, "a link to a key", "link.key").tls(),
        key(188, "a key that is a directory", "directory").refused(WRONG_CONTENT, "sslkey"),
        key(189, "a key that is missing", "invalid").refused(FILE_MISSING, "sslkey", "invalid"),
        key(190, "a key below a file", "client.crt/client.key")
            .refused(FILE_MISSING, "sslkey", "client.key"),
        row(191, "a named certificate that is missing, and its key", "invalid", "invalid")
            .database("trustdb")
            .stricter(NAMED_CERTIFICATE_MISSING, Outcome.TLS, FILE_MISSING, "sslcert", "invalid"),
        row(
                191,
                "a named certificate below a file, and an open key",
                "client.key/client.crt",
                "mode-0644.key")
            .database("trustdb")
            .stricter(NAMED_CERTIFICATE_MISSING, Outcome.TLS, FILE_MISSING, "sslcert"),
        new Row(
                191,
                "no default certificate, and a default key that is none",
                ServerSetup.presenting("server-cn-only"),
                Client.of(LibpqPki.N0, "ssltestuser", "trustdb").with(RootFiles.ROOTS))
            .in(Jvm.withHome("home-key"))
            .tls()
            .proving(Proof.clientSubject("")));
  }

  private static Stream<Entry> wrong() {
    return Stream.of(
        key(192, "a key of another certificate", "other.key").refused(KEY_MISMATCH, "other.key"),
        key(193, "a key in a token", "pkcs11:object=key").refused(UNSUPPORTED_PARAMETER, "sslkey"),
        key(193, "a colon in the path of a key", "a/b:c.key").readsMore(Deviation.FILE_FORMATS),
        key(194, "a plain key and a password", "client.key").with("sslpassword=superfluous").tls(),
        key(195, "an encrypted key without a password", "client-encrypted-pem.key")
            .refused(KEY_PASSWORD_MISSING, "client-encrypted-pem.key"));
  }

  private static Stream<Entry> formats() {
    return Stream.of(
        key(196, "PKCS#8 in DER", "client-pkcs8-der.key").tls(),
        key(196, "PKCS#1 in DER", "client-der.key").tls(),
        key(196, "PEM with DEK-Info", "client-dek-info.key").with(PASSWORD).tls(),
        key(196, "encrypted PKCS#8 in DER", "client-encrypted-pkcs8-der.key")
            .with(PASSWORD)
            .readsMore(Deviation.FILE_FORMATS),
        key(196, "PKCS#12", "client.p12").with(PASSWORD).readsMore(Deviation.FILE_FORMATS),
        certificate(197, "a certificate in DER", "client.der").readsMore(Deviation.FILE_FORMATS),
        certificate(198, "text before the certificate", "client-text.crt").tls(),
        certificate(199, "the authority before the leaf", "client_ca+client.crt")
            .readsMore(Deviation.CHAIN_ORDER));
  }
}
