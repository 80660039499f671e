package io.github.jdbctls.it.postgres;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.pki.TestCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link PostgresServer} answers: everything that can be changed while it runs. Immutable.
 *
 * @param certificate the server's certificate; null for a server without TLS
 * @param clientAuthority whose client certificates are accepted; null to ask for none
 * @param leastVersion {@code ssl_min_protocol_version}
 * @param access lines of {@code pg_hba.conf}; the superuser's own line stands before them
 */
public record PostgresSettings(
    @Nullable TestCertificate certificate,
    @Nullable TestCertificate clientAuthority,
    TlsVersion leastVersion,
    List<String> access) {

  private static final String EVERYONE_BY_PASSWORD = "host all all all scram-sha-256";

  public PostgresSettings {
    access = List.copyOf(access);
  }

  /** A server that answers the request for TLS with no. */
  public static PostgresSettings withoutTls() {
    return new PostgresSettings(null, null, TlsVersion.TLS_1_2, List.of(EVERYONE_BY_PASSWORD));
  }

  /** A server with TLS, and with plain text for those who want it. */
  public static PostgresSettings tls(TestCertificate certificate) {
    return new PostgresSettings(
        certificate, null, TlsVersion.TLS_1_2, List.of(EVERYONE_BY_PASSWORD));
  }

  /** Accepts client certificates of this authority ({@code ssl_ca_file}). */
  public PostgresSettings clientAuthority(TestCertificate authority) {
    return new PostgresSettings(certificate, authority, leastVersion, access);
  }

  /** Speaks this version of TLS or a newer one only. */
  public PostgresSettings leastVersion(TlsVersion version) {
    return new PostgresSettings(certificate, clientAuthority, version, access);
  }

  /** Replaces the lines of {@code pg_hba.conf}, such as {@code hostssl all all all trust}. */
  public PostgresSettings access(String... lines) {
    return new PostgresSettings(certificate, clientAuthority, leastVersion, List.of(lines));
  }
}
