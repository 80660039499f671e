package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.INVALID_VALUE;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.TlsFailure.WRONG_NAME;
import static io.github.jdbctls.it.libpq.RootFiles.VERIFY_FULL;

import java.util.stream.Stream;

/** Section E: {@code sslrootcert=system}, which is the JVM's trust store. */
final class SystemRoots {
  private SystemRoots() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only").sendingIssuers(),
        Client.of(LibpqPki.N0, "ssltestuser", "trustdb").with("sslrootcert=system"));
  }

  static Stream<Entry> rows() {
    return Stream.of(
        row(69, "a root that the system does not know").with(VERIFY_FULL).refused(UNTRUSTED_CHAIN),
        weak("verify-ca"),
        weak("require"),
        weak("prefer"),
        weak("allow"),
        weak("disable"),
        row(71, "a root that the system knows").with(VERIFY_FULL).in(Jvm.trustingTheRoot()).tls(),
        row(71, "a root that the system knows, and a list")
            .with(VERIFY_FULL, "sslcrl=root+server.crl")
            .in(Jvm.trustingTheRoot())
            .stricter(Deviation.SYSTEM_WITHOUT_LISTS, Outcome.TLS, INVALID_VALUE, "sslcrl"),
        row(72, "a wrong host, without a mode")
            .host(LibpqPki.N0 + ".bad")
            .in(Jvm.trustingTheRoot())
            .refused(WRONG_NAME, LibpqPki.N0, LibpqPki.N0 + ".bad"));
  }

  private static LibpqCase weak(String mode) {
    return row(70, "the weak mode " + mode)
        .with("sslmode=" + mode)
        .refused(INVALID_VALUE, "sslrootcert", "system", mode, "verify-full")
        .proving(Proof.nothingDialled());
  }
}
