package io.github.jdbctls;

/**
 * Why no connection was made: one constant for each cause, with a stable code, an SQLState, what it
 * means and what to do.
 *
 * <p>Codes are never reused. 1xx: what the user wrote. 2xx: the files behind it. 3xx: the server
 * and the handshake. 4xx: the server's certificate. 5xx: the driver and the JVM. Immutable.
 */
public enum TlsFailure {
  /** A key that looks like one of ours but is none. */
  UNKNOWN_PARAMETER(101, "08001", "the parameter is not known", "Correct its name, or remove it."),
  /** Two places say different things. */
  CONFLICTING_PARAMETER(
      102, "08001", "a parameter has two different values", "Keep one of the two."),
  /** A value that the parameter does not take. */
  INVALID_VALUE(
      103, "08001", "a parameter has a value that it does not take", "Correct the value."),
  /** A property of the driver that would weaken or bypass TLS behind our back. */
  WEAKENING_PARAMETER(
      104,
      "08001",
      "a property of the driver would weaken or bypass TLS",
      "Remove it, or use the parameter that the message names."),
  /** A parameter of libpq that this version does not support. */
  UNSUPPORTED_PARAMETER(
      105, "0A000", "the parameter is not supported", "Remove it: it is never ignored silently."),
  /** The URL cannot be read. */
  INVALID_URL(
      106,
      "08001",
      "the URL cannot be read",
      "Write it as jdbc:tls: followed by the driver's own URL without jdbc:."),
  /** No dialect for the subprotocol. */
  UNSUPPORTED_DATABASE(
      107, "08001", "there is no dialect for this database", "Use one of the supported databases."),
  /** The policy of this JVM does not allow it. */
  FORBIDDEN_BY_POLICY(
      108,
      "08001",
      "the policy of this JVM forbids it",
      "Change the setting, or ask whoever owns the policy."),
  /** The policy itself cannot be read. */
  INVALID_POLICY(109, "08001", "the policy of this JVM cannot be read", "Correct the policy file."),

  /** A file that was named does not exist. */
  FILE_MISSING(201, "08001", "a file does not exist", "Correct the path, or provide the file."),
  /** A file exists but cannot be read. */
  FILE_UNREADABLE(
      202, "08001", "a file cannot be read", "Let the user of this process read the file."),
  /** A file has no content. */
  FILE_EMPTY(203, "08001", "a file is empty", "Write the file again, completely."),
  /** A file holds something else. */
  WRONG_CONTENT(
      204, "08001", "a file holds something else than what is needed", "Name the right file."),
  /** Others than the owner can read the private key. */
  KEY_PERMISSIONS(
      205,
      "08001",
      "a private key file is open to others",
      "Set its mode to 0600, or to 0640 if it belongs to root."),
  /** The key or key store is encrypted and there is no password. */
  KEY_PASSWORD_MISSING(
      206,
      "08001",
      "a private key or key store is encrypted and no password was given",
      "Set sslpassword."),
  /** The password does not open the key or key store. */
  KEY_PASSWORD_WRONG(
      207,
      "08001",
      "the password does not open the private key or key store",
      "Correct sslpassword."),
  /** Key and certificate do not belong together. */
  KEY_MISMATCH(
      208,
      "08001",
      "the private key does not belong to the certificate",
      "Name the key that the certificate was issued for."),
  /** A kind of key or encryption that is not supported. */
  KEY_UNSUPPORTED(
      209,
      "08001",
      "the kind of key or of its encryption is not supported",
      "Convert it: openssl pkcs8 -topk8 -in old.key -out new.key"),
  /** A certificate without its key. */
  KEY_MISSING(
      210, "08001", "there is a client certificate but no private key for it", "Set sslkey."),
  /** The mode needs a root certificate and there is none. */
  ROOT_MISSING(
      211,
      "08001",
      "the mode needs a root certificate and none was given",
      "Set sslrootcert to a file with the trusted roots, or to system with sslmode=verify-full."),

  /** The server does not speak TLS. */
  SERVER_HAS_NO_TLS(
      301,
      "08001",
      "the server does not support TLS",
      "Turn TLS on at the server (PostgreSQL: ssl=on; MySQL, MariaDB: ssl_cert and ssl_key). If it is"
          + " on, something between answers for it."),
  /** The server answered the request for TLS with an error. */
  SERVER_ANSWERED_WITH_ERROR(
      302,
      "08001",
      "the server answered the request for TLS with an error",
      "Look at the server's log; check that host and port are those of the database."),
  /** Unencrypted bytes followed the answer to the request for TLS. */
  UNENCRYPTED_DATA(
      303,
      "08001",
      "unencrypted data came before the handshake",
      "Something between client and server injects data: check the network path."),
  /** No protocol version in common. */
  PROTOCOL_VERSION(
      304,
      "08001",
      "client and server have no TLS version in common",
      "Enable TLS 1.2 or 1.3 at the server, or change the bounds of the versions."),
  /** The server refused the client certificate, or wanted one. */
  CLIENT_CERTIFICATE_REFUSED(
      305,
      "08001",
      "the server refused the client certificate, or requires one",
      "Set sslcert and sslkey to a certificate from an authority that the server trusts."),
  /** The handshake failed for another reason. */
  HANDSHAKE_FAILED(
      306, "08001", "the TLS handshake failed", "Look at the cause, and at the server's log."),
  /** The connection broke during the handshake. */
  HANDSHAKE_INTERRUPTED(
      307, "08006", "the connection broke during the TLS handshake", "Try again.", true),
  /** The time for all attempts is over. */
  TIMEOUT(
      308,
      "08001",
      "the time to connect was over",
      "Try again, or raise loginTimeout, connectTimeout, connect_timeout or (Redis) timeout.",
      true),
  /** {@code sslcertmode=require}, and no client certificate was sent. */
  CLIENT_CERTIFICATE_NOT_SENT(
      309,
      "08001",
      "a client certificate had to be sent, and was not",
      "Let the server ask for client certificates (PostgreSQL: ssl_ca_file), or set"
          + " sslcertmode=allow."),
  /** The server did not select the protocol by ALPN. */
  APPLICATION_PROTOCOL(
      310,
      "08001",
      "the server did not select the application protocol of the database",
      "Use sslnegotiation=postgres, or a server that knows direct TLS (PostgreSQL 17 and later)."),
  /** The server asks for a login that is bound to a certificate which nothing can be bound to. */
  CHANNEL_BINDING(
      311,
      "08001",
      "the login cannot be bound to the server's certificate",
      "Set channel_binding=disable, or have the server's certificate signed by ECDSA or RSA."),

  /** No path to a trusted root. */
  UNTRUSTED_CHAIN(
      401,
      "08001",
      "the server's certificate chain does not end in a trusted root",
      "Put the root that the message names into sslrootcert."),
  /** A certificate of the chain has expired. */
  CERTIFICATE_EXPIRED(
      402, "08001", "a certificate has expired", "Renew it; if it is valid, check this clock."),
  /** A certificate of the chain is not valid yet. */
  CERTIFICATE_NOT_YET_VALID(
      403, "08001", "a certificate is not valid yet", "Check the clock of this machine."),
  /** The certificate is for other names. */
  WRONG_NAME(
      404,
      "08001",
      "the server's certificate is not for the host in the URL",
      "Use a name that the certificate has; with an address or a tunnel, put it into hostaddr."),
  /** The certificate is not for servers. */
  WRONG_PURPOSE(
      405,
      "08001",
      "a certificate may not be used for this purpose",
      "Issue the server a certificate with the extended key usage serverAuth."),
  /** A key or signature that is too weak. */
  WEAK_CERTIFICATE(
      406,
      "08001",
      "a certificate has a weak key or signature",
      "Reissue it with RSA of 2048 bits or more, or EC of 224 or more, signed with SHA-256."),
  /** An issuer's own constraints exclude the chain. */
  CONSTRAINT_VIOLATED(
      407,
      "08001",
      "an authority's own constraints exclude the chain",
      "Reissue the certificate from an authority that may issue it."),
  /** A certificate that cannot be decoded, or has forged contents. */
  MALFORMED_CERTIFICATE(408, "08001", "a certificate is malformed", "Reissue the certificate."),
  /** A certificate of the chain is on a revocation list. */
  CERTIFICATE_REVOKED(
      409,
      "08001",
      "a certificate has been revoked",
      "Give the server a new certificate: its authority has withdrawn this one."),
  /** No list of the issuer of a certificate that can be used. */
  REVOCATION_LIST_MISSING(
      410,
      "08001",
      "there is no revocation list for a certificate of the chain",
      "Put a current list of the issuer that the message names into sslcrl or sslcrldir."),
  /** The lists of an issuer are not current. */
  REVOCATION_LIST_EXPIRED(
      411,
      "08001",
      "a revocation list is not current",
      "Fetch the list again from its issuer; if it is new, check this clock."),

  /** The driver is not on the class path. */
  DELEGATE_MISSING(501, "08001", "the database's driver is missing", "Add it to the class path."),
  /** The driver is older than the oldest that is safe. */
  DELEGATE_TOO_OLD(502, "08001", "the database's driver is too old", "Update the driver."),
  /** The driver cannot see our classes. */
  HOOK_NOT_VISIBLE(
      503,
      "08001",
      "the driver's class loader cannot see jdbc-tls",
      "Put jdbc-tls and the driver into the same class loader."),
  /** The driver returned a connection that did not use our TLS. */
  TLS_NOT_PROVEN(
      504,
      "08001",
      "the connection is not proven to use our TLS, and was closed",
      "Remove what makes the driver use another socket."),
  /** A handle was used by something that it was not made for. */
  HANDLE_REFUSED(
      505,
      "08001",
      "a socket was asked for by something that may not have it",
      "Connect through jdbc:tls: only."),
  /** Clear text was about to leave. */
  CLEAR_TEXT_PREVENTED(
      506,
      "08001",
      "clear text was about to leave, and was held back",
      "Remove what makes the driver skip TLS."),
  /** A fault of ours. */
  INTERNAL(599, "08001", "jdbc-tls failed", "Report it with the cause.");

  private final String code;
  private final String sqlState;
  private final String meaning;
  private final String remedy;
  private final boolean isTransient;

  TlsFailure(int number, String sqlState, String meaning, String remedy) {
    this(number, sqlState, meaning, remedy, false);
  }

  TlsFailure(int number, String sqlState, String meaning, String remedy, boolean isTransient) {
    this.code = "JTLS-" + number;
    this.sqlState = sqlState;
    this.meaning = meaning;
    this.remedy = remedy;
    this.isTransient = isTransient;
  }

  /** Returns the stable code, such as {@code JTLS-404}. */
  public String code() {
    return code;
  }

  /** Returns the SQLState of exceptions with this failure. */
  public String sqlState() {
    return sqlState;
  }

  /** Returns what the failure means, as a clause. */
  public String meaning() {
    return meaning;
  }

  /** Returns what to do, as a sentence. */
  public String remedy() {
    return remedy;
  }

  /** Whether the same attempt may succeed later without a change of settings. */
  public boolean isTransient() {
    return isTransient;
  }
}
