package io.github.jdbctls.it.postgres;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.pki.TestCertificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link PostgresServer} answers: everything that can be changed while it runs. Immutable.
 *
 * @param certificate the server's certificate; null for a server without TLS
 * @param clientAuthority whose client certificates are accepted; null to ask for none
 * @param leastVersion {@code ssl_min_protocol_version}
 * @param access lines of {@code pg_hba.conf}; the superuser's own line stands before them
 * @param parameters further lines of {@code postgresql.conf}, which beat those of the other fields
 * @param files further files in the data directory, by their names
 */
public record PostgresSettings(
    @Nullable TestCertificate certificate,
    @Nullable TestCertificate clientAuthority,
    TlsVersion leastVersion,
    List<String> access,
    Map<String, String> parameters,
    Map<String, String> files) {

  private static final String EVERYONE_BY_PASSWORD = "host all all all scram-sha-256";

  public PostgresSettings {
    access = List.copyOf(access);
    parameters = Map.copyOf(parameters);
    files = Map.copyOf(files);
  }

  private PostgresSettings(@Nullable TestCertificate certificate) {
    this(certificate, null, TlsVersion.TLS_1_2, List.of(EVERYONE_BY_PASSWORD), Map.of(), Map.of());
  }

  /** A server that answers the request for TLS with no. */
  public static PostgresSettings withoutTls() {
    return new PostgresSettings(null);
  }

  /** A server with TLS, and with plain text for those who want it. */
  public static PostgresSettings tls(TestCertificate certificate) {
    return new PostgresSettings(certificate);
  }

  /** Accepts client certificates of this authority ({@code ssl_ca_file}). */
  public PostgresSettings clientAuthority(TestCertificate authority) {
    return new PostgresSettings(certificate, authority, leastVersion, access, parameters, files);
  }

  /** Speaks this version of TLS or a newer one only. */
  public PostgresSettings leastVersion(TlsVersion version) {
    return new PostgresSettings(certificate, clientAuthority, version, access, parameters, files);
  }

  /** Replaces the lines of {@code pg_hba.conf}, such as {@code hostssl all all all trust}. */
  public PostgresSettings access(String... lines) {
    return new PostgresSettings(
        certificate, clientAuthority, leastVersion, List.of(lines), parameters, files);
  }

  /** Adds a line of {@code postgresql.conf}, such as {@code ssl_crl_file} and a file's name. */
  public PostgresSettings parameter(String name, String value) {
    return new PostgresSettings(
        certificate, clientAuthority, leastVersion, access, with(parameters, name, value), files);
  }

  /** Adds a file in the data directory, such as {@code pg_ident.conf}. */
  public PostgresSettings file(String name, String content) {
    return new PostgresSettings(
        certificate, clientAuthority, leastVersion, access, parameters, with(files, name, content));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> all = new TreeMap<>(map);
    all.put(key, value);
    return all;
  }
}
