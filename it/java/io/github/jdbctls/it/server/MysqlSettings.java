package io.github.jdbctls.it.server;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.pki.TestCertificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MysqlServer} or {@link MariadbServer} answers; both take the same options.
 * Immutable.
 *
 * @param certificate the server's certificate; null for none of ours
 * @param automatic whether a server without a certificate of ours makes one for itself, as MySQL
 *     and MariaDB 11 do by default; MariaDB 10 has no TLS then
 * @param clientAuthority whose client certificates are accepted ({@code ssl_ca}); null for no one's
 * @param tlsRequired {@code require_secure_transport}
 * @param versions {@code tls_version}; empty for the server's default
 * @param options further options by their names without the dashes, which beat those of the others
 */
public record MysqlSettings(
    @Nullable TestCertificate certificate,
    boolean automatic,
    @Nullable TestCertificate clientAuthority,
    boolean tlsRequired,
    List<TlsVersion> versions,
    Map<String, String> options) {

  public MysqlSettings {
    versions = List.copyOf(versions);
    options = Map.copyOf(options);
  }

  private MysqlSettings(@Nullable TestCertificate certificate, boolean automatic) {
    this(certificate, automatic, null, false, List.of(), Map.of());
  }

  /** A server whose greeting does not offer TLS. */
  public static MysqlSettings withoutTls() {
    return new MysqlSettings(null, false);
  }

  /** A server with TLS, and with plain text for those who want it. */
  public static MysqlSettings tls(TestCertificate certificate) {
    return new MysqlSettings(certificate, false);
  }

  /** A server with the certificate that it makes for itself. */
  public static MysqlSettings automaticTls() {
    return new MysqlSettings(null, true);
  }

  /** Presents another certificate. */
  MysqlSettings certificate(TestCertificate other) {
    return new MysqlSettings(other, false, clientAuthority, tlsRequired, versions, options);
  }

  /** Accepts client certificates of this authority, for accounts that require one. */
  public MysqlSettings clientAuthority(TestCertificate authority) {
    return new MysqlSettings(certificate, automatic, authority, tlsRequired, versions, options);
  }

  /** Refuses logins in plain text over TCP. */
  public MysqlSettings requireTls() {
    return new MysqlSettings(certificate, automatic, clientAuthority, true, versions, options);
  }

  /** Speaks these versions of TLS only. */
  public MysqlSettings versions(TlsVersion... only) {
    return new MysqlSettings(
        certificate, automatic, clientAuthority, tlsRequired, List.of(only), options);
  }

  /** Adds an option, such as {@code wait-timeout} and a value. */
  public MysqlSettings option(String name, String value) {
    Map<String, String> all = new TreeMap<>(options);
    all.put(name, value);
    return new MysqlSettings(certificate, automatic, clientAuthority, tlsRequired, versions, all);
  }

  /** Whether the server must offer TLS, and with which certificate if it is ours. */
  boolean expectsTls() {
    return certificate != null || automatic;
  }
}
