package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every parameter of the vocabulary, with the meaning that libpq gives it; one that this version
 * does not support is known too, so that it is refused by name. Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq, Database
 *     Connection Control Functions</a>
 */
public enum Parameter {
  /** How much of TLS is demanded. */
  SSLMODE(
      define("sslmode", "How much of TLS the connection demands.")
          .choices(SslMode.parameterValues())
          .defaultsTo(SslMode.VERIFY_FULL.parameterValue())
          .variable("PGSSLMODE")),
  /** The trusted roots. */
  SSLROOTCERT(
      define(
              "sslrootcert",
              "The source of the trusted root certificates, or system for the JVM's trust store.")
          .defaultsTo(
              "~/.postgresql/root.crt if it exists; else system with verify-full, an error with"
                  + " verify-ca, and no verification with weaker modes")
          .variable("PGSSLROOTCERT")),
  /** The password of a trust store. */
  SSLROOTCERTPASSWORD(
      define(
              "sslrootcertpassword",
              "The password of a PKCS#12 or JKS trust store, or env: or file: with where it is.")
          .secret()),
  /** The client certificate. */
  SSLCERT(
      define("sslcert", "The source of the client certificate and its issuers, leaf first.")
          .defaultsTo("~/.postgresql/postgresql.crt if it exists")
          .variable("PGSSLCERT")),
  /** The client's private key. */
  SSLKEY(
      define("sslkey", "The source of the private key of the client certificate.")
          .defaultsTo(
              "~/.postgresql/postgresql.key if it exists and a certificate comes without its key")
          .variable("PGSSLKEY")),
  /** The password of the private key. */
  SSLPASSWORD(
      define("sslpassword", "The password of the private key, or env: or file: with where it is.")
          .aliases("sslkeypassword", "key-password")
          .secret()),
  /** Whether open key files are an error. */
  SSLKEYPERMISSIONS(
      define("sslkeypermissions", "Whether a private key file that others can read is an error.")
          .choices(List.of("enforce", "warn"))
          .defaultsTo("enforce")
          .notInUrl()),
  /** How long the last good files serve. */
  SSLRELOADGRACE(
      define(
              "sslreloadgrace",
              "The seconds, 0 to 3600, for which the last good files survive an unreadable change.")
          .defaultsTo("60")),
  /** A class that is asked for the password. */
  SSLPASSWORDCALLBACK(
      define("sslpasswordcallback", "The class name of a callback handler that knows the password.")
          .notInUrl()),
  /** Whether a client certificate is sent. */
  SSLCERTMODE(
      define("sslcertmode", "Whether a client certificate may or must be sent.")
          .choices(ClientCertificateMode.parameterValues())
          .defaultsTo(ClientCertificateMode.ALLOW.parameterValue())
          .variable("PGSSLCERTMODE")),
  /** A revocation list. */
  SSLCRL(
      define("sslcrl", "The source of certificate revocation lists.")
          .defaultsTo("~/.postgresql/root.crl if it exists and sslcrldir is not set")
          .variable("PGSSLCRL")),
  /** A directory of revocation lists. */
  SSLCRLDIR(
      define("sslcrldir", "The directory with certificate revocation lists.")
          .variable("PGSSLCRLDIR")),
  /** Whether the server name is sent. */
  SSLSNI(
      define("sslsni", "Whether the server name is sent in the TLS handshake.")
          .choices(List.of("0", "1"))
          .defaultsTo("1")
          .variable("PGSSLSNI")),
  /** The oldest protocol version. */
  SSL_MIN_PROTOCOL_VERSION(
      define("ssl_min_protocol_version", "The oldest TLS version that may be negotiated.")
          .choices(TlsVersion.protocols())
          .defaultsTo(TlsVersion.TLS_1_2.protocol())
          .variable("PGSSLMINPROTOCOLVERSION")),
  /** The newest protocol version. */
  SSL_MAX_PROTOCOL_VERSION(
      define("ssl_max_protocol_version", "The newest TLS version that may be negotiated.")
          .choices(TlsVersion.protocols())
          .defaultsTo("the newest that the JVM has")
          .variable("PGSSLMAXPROTOCOLVERSION")),
  /** How TLS begins. */
  SSLNEGOTIATION(
      define("sslnegotiation", "Whether TLS is asked for first, or begun at once.")
          .choices(SslNegotiation.parameterValues())
          .defaultsTo(SslNegotiation.POSTGRES.parameterValue())
          .variable("PGSSLNEGOTIATION")),
  /** Channel binding. */
  CHANNEL_BINDING(
      define("channel_binding", "Whether the password exchange is bound to the TLS channel.")
          .choices(ChannelBinding.parameterValues())
          .defaultsTo(ChannelBinding.PREFER.parameterValue())
          .variable("PGCHANNELBINDING")),
  /** Authentication methods. */
  REQUIRE_AUTH(
      define("require_auth", "The authentication methods that the server may ask for.")
          .defaultsTo("any method")
          .variable("PGREQUIREAUTH")),
  /** GSS encryption, which is never used. */
  GSSENCMODE(
      define("gssencmode", "GSS encryption, which is never used in place of TLS.")
          .choices(List.of("disable", "prefer"))
          .defaultsTo("disable")
          .variable("PGGSSENCMODE")),
  /** The address to dial. */
  HOSTADDR(
      define(
              "hostaddr",
              "The numeric address to dial, one for each host; the server still proves the name in"
                  + " the URL.")
          .defaultsTo("the host in the URL")),
  /** A file with the session's keys. */
  SSLKEYLOGFILE(
      define("sslkeylogfile", "A file that receives the keys of the TLS session.")
          .unsupported("the JVM's TLS does not give away its session keys")),
  /** The operating system user behind a Unix socket. */
  REQUIREPEER(
      define("requirepeer", "The operating system user that the server must run as.")
          .unsupported("it needs a Unix socket, and JDBC dials TCP")),
  /** TLS compression. */
  SSLCOMPRESSION(
      define("sslcompression", "Whether the TLS connection is compressed.")
          .choices(List.of("0"))
          .defaultsTo("0")
          .unsupported("compression has been removed from TLS")),
  /** The mode's old name. */
  REQUIRESSL(
      define("requiressl", "The old form of sslmode: 1 is sslmode=require, 0 is sslmode=prefer.")
          .choices(List.of("0", "1"))
          .defaultsTo("that of sslmode"));

  private static final String SEPARATOR = " ";
  private static final Map<String, Parameter> BY_KEY = byKey();

  private final String key;
  private final String aliases;
  private final String description;
  private final String choices;
  private final String defaultInWords;
  private final boolean secret;
  private final boolean mayStandInUrl;
  private final Optional<String> variable;
  private final Optional<String> unsupportedReason;

  Parameter(ParameterDefinition definition) {
    this.key = definition.key;
    this.aliases = String.join(SEPARATOR, definition.aliases);
    this.description = definition.description;
    this.choices = String.join(SEPARATOR, definition.choices);
    this.defaultInWords = definition.defaultInWords;
    this.secret = definition.secret;
    this.mayStandInUrl = definition.mayStandInUrl;
    this.variable = definition.variable;
    this.unsupportedReason = definition.unsupportedReason;
  }

  /** Finds a parameter by its key or an alias, in any case; empty for any other text. */
  public static Optional<Parameter> find(String key) {
    return Optional.ofNullable(BY_KEY.get(key.toLowerCase(Locale.ROOT)));
  }

  /** Returns the key, in lower case. */
  public String key() {
    return key;
  }

  /** Returns the key and its aliases, in lower case. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    keys.add(key);
    keys.addAll(words(aliases));
    return List.copyOf(keys);
  }

  /** Returns what it means, as one sentence. */
  public String description() {
    return description;
  }

  /** Returns the values that it takes; empty if there is no list of them. */
  public List<String> choices() {
    return words(choices);
  }

  /** Returns what holds when nobody gives it, in words. */
  public String defaultInWords() {
    return defaultInWords;
  }

  /** Whether its value must not be seen. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether a URL may name it: a URL names no class and relaxes no check. */
  public boolean mayStandInUrl() {
    return mayStandInUrl;
  }

  /** Returns libpq's environment variable, if it has one. */
  public Optional<String> variable() {
    return variable;
  }

  /** Whether this version supports it; else it is refused by name, never ignored. */
  public boolean isSupported() {
    return unsupportedReason.isEmpty();
  }

  /** Returns why this version refuses it, as a clause; empty if it is supported. */
  public Optional<String> unsupportedReason() {
    return unsupportedReason;
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
  }

  private static ParameterDefinition define(String key, String description) {
    return new ParameterDefinition(key, description);
  }

  private static Map<String, Parameter> byKey() {
    Map<String, Parameter> map = new HashMap<>();
    for (Parameter parameter : values()) {
      for (String key : parameter.keys()) {
        map.put(key, parameter);
      }
    }
    return Map.copyOf(map);
  }
}
