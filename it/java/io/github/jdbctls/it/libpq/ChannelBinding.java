package io.github.jdbctls.it.libpq;

import static io.github.jdbctls.TlsFailure.INVALID_VALUE;
import static io.github.jdbctls.TlsFailure.UNTRUSTED_CHAIN;
import static io.github.jdbctls.it.libpq.RootFiles.REQUIRE;

import java.util.stream.Stream;

/** Section H: SCRAM and channel binding. */
final class ChannelBinding {
  private static final String REQUIRED = "channel_binding=require";
  private static final String DISABLED = "channel_binding=disable";
  private static final String SCRAM = "scram-sha-256";

  private ChannelBinding() {}

  private static Row row(int number, String title) {
    return new Row(
        number,
        title,
        ServerSetup.presenting("server-cn-only", SCRAM),
        Client.of("localhost", "ssltestuser", "trustdb").with(REQUIRE));
  }

  private static Row withCertificate(int number, String title) {
    return row(number, title)
        .client(
            c ->
                Client.of("localhost", "ssltestuser", "certdb")
                    .with("sslcert=client.crt", "sslkey=client.key"));
  }

  static Stream<Entry> rows() {
    return Stream.of(
        row(108, "SCRAM").tls(),
        row(109, "a value that there is not")
            .with("channel_binding=invalid_value")
            .refused(INVALID_VALUE, "channel_binding", "invalid_value")
            .proving(Proof.nothingDialled()),
        row(110, "SCRAM without channel binding").with(DISABLED).tls(),
        row(111, "SCRAM with channel binding")
            .with(REQUIRED)
            .tls()
            .proving(Proof.logged("method=" + SCRAM)),
        row(112, "channel binding and MD5")
            .user("md5testuser")
            .with(REQUIRED)
            .refusedByDriver("08004", "hannel binding"),
        withCertificate(113, "channel binding and a login by certificate, without a mode")
            .with(REQUIRED)
            .refused(UNTRUSTED_CHAIN),
        withCertificate(113, "channel binding and a login by certificate, with prefer")
            .with(REQUIRED, "sslmode=prefer")
            .refusedByDriver("08004", "hannel binding"),
        withCertificate(114, "SCRAM and a client certificate, without a mode")
            .database("verifydb")
            .stricter(Deviation.DEFAULT_MODE, Outcome.TLS, UNTRUSTED_CHAIN),
        withCertificate(114, "SCRAM and a client certificate, with prefer")
            .database("verifydb")
            .with("sslmode=prefer")
            .tls()
            .proving(Proof.logged("method=" + SCRAM)),
        row(115, "require_auth without channel binding")
            .with(DISABLED, "require_auth=" + SCRAM)
            .tls(),
        row(116, "require_auth=md5 and channel binding")
            .user("md5testuser")
            .with("require_auth=md5", REQUIRED)
            .refusedByDriver("08004", "hannel binding"),
        row(117, "require_auth with channel binding").with(REQUIRED, "require_auth=" + SCRAM).tls(),
        row(118, "channel binding to a certificate signed by RSA-PSS")
            .on(ServerSetup.presenting("server-rsapss", SCRAM))
            .with(REQUIRED)
            .tls()
            .proving(Proof.logged("method=" + SCRAM)),
        row(118, "a certificate signed by RSA-PSS without channel binding")
            .on(ServerSetup.presenting("server-rsapss", SCRAM))
            .with(DISABLED)
            .tls());
  }
}
