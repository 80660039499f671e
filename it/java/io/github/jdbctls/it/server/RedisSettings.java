package io.github.jdbctls.it.server;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.pki.TestCertificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RedisServer} answers. Immutable.
 *
 * @param certificate the server's certificate; null for a server without TLS
 * @param clientAuthority whose client certificates are accepted; null to ask for none
 * @param clientCertificates {@code tls-auth-clients}
 * @param versions {@code tls-protocols}; empty for the server's default
 * @param password of the user {@code default}; null for none
 * @param options further lines of {@code redis.conf}, which beat those of the other fields
 */
public record RedisSettings(
    @Nullable TestCertificate certificate,
    @Nullable TestCertificate clientAuthority,
    ClientCertificates clientCertificates,
    List<TlsVersion> versions,
    @Nullable String password,
    Map<String, String> options) {

  /** Whether the server asks its clients for a certificate. */
  public enum ClientCertificates {
    /** It does not. */
    NO,
    /** It does, and does without. */
    OPTIONAL,
    /** It does, and refuses who has none. */
    YES
  }

  public RedisSettings {
    versions = List.copyOf(versions);
    options = Map.copyOf(options);
  }

  private RedisSettings(@Nullable TestCertificate certificate) {
    this(certificate, null, ClientCertificates.NO, List.of(), null, Map.of());
  }

  /** A server that speaks plain text only. */
  public static RedisSettings withoutTls() {
    return new RedisSettings(null);
  }

  /** A server that speaks TLS only. */
  public static RedisSettings tls(TestCertificate certificate) {
    return new RedisSettings(certificate);
  }

  /** Asks for client certificates of this authority. */
  public RedisSettings clientCertificates(ClientCertificates asked, TestCertificate authority) {
    return new RedisSettings(certificate, authority, asked, versions, password, options);
  }

  /** Speaks these versions of TLS only. */
  public RedisSettings versions(TlsVersion... only) {
    return new RedisSettings(
        certificate, clientAuthority, clientCertificates, List.of(only), password, options);
  }

  /** Demands this password of the user {@code default}. */
  public RedisSettings password(String ofDefaultUser) {
    return new RedisSettings(
        certificate, clientAuthority, clientCertificates, versions, ofDefaultUser, options);
  }

  /** Adds a line of {@code redis.conf}, such as {@code timeout} and a value. */
  public RedisSettings option(String name, String value) {
    Map<String, String> all = new TreeMap<>(options);
    all.put(name, value);
    return new RedisSettings(
        certificate, clientAuthority, clientCertificates, versions, password, all);
  }

  @Override
  public String toString() {
    return "RedisSettings[tls=" + (certificate != null) + "]";
  }
}
