package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code sslcert}, {@code sslkey} and {@code sslpassword} name.
 *
 * @param format of the key file
 */
record ClientIdentity(
    CertificateFile certificate,
    KeyFile key,
    KeyAlgorithm algorithm,
    KeyFormat format,
    Password password,
    Permissions permissions) {

  /** What {@code sslcert} names. */
  enum CertificateFile {
    NONE,
    RIGHT,
    WITH_INTERMEDIATE,
    INTERMEDIATE_LEFT_OUT,
    AUTHORITY_FIRST,
    OF_ANOTHER_AUTHORITY,
    SELF_SIGNED,
    EXPIRED,
    FOR_SERVERS,
    SIGNED_WITH_SHA1,
    OTHER_NAME,
    DER,
    TEXT_AROUND,
    CRLF,
    EMPTY,
    GARBAGE,
    DIRECTORY,
    MISSING,
    /** None, though there is a key. */
    KEY_ALONE
  }

  /** What {@code sslkey} names. */
  enum KeyFile {
    RIGHT,
    OF_ANOTHER_CERTIFICATE,
    IN_THE_CERTIFICATE_FILE,
    ABSENT,
    MISSING,
    EMPTY,
    GARBAGE,
    DIRECTORY
  }

  /** What {@code sslpassword} says. */
  enum Password {
    ABSENT,
    EMPTY,
    RIGHT,
    WRONG
  }

  /** The mode of the key file, which belongs to root. */
  enum Permissions {
    OWNER("rw-------"),
    OWNER_READS("r--------"),
    GROUP_READS("rw-r-----"),
    OWNER_EXECUTES("rwx------"),
    GROUP_WRITES("rw-rw----"),
    GROUP_EXECUTES("rw-r-x---"),
    OTHERS_READ("rw-r--r--"),
    OTHERS_EXECUTE("rw------x"),
    SYMLINK_TO_OWNER("rw-------"),
    SYMLINK_TO_OTHERS("rw-r--r--");

    private final String mode;

    Permissions(String mode) {
      this.mode = mode;
    }

    String mode() {
      return mode;
    }

    boolean isSymlink() {
      return name().startsWith("SYMLINK");
    }
  }

  /** No certificate at all. */
  static final ClientIdentity NONE = good(CertificateFile.NONE);

  /** An ordinary certificate with its key. */
  static final ClientIdentity RIGHT = good(CertificateFile.RIGHT);

  private static ClientIdentity good(CertificateFile certificate) {
    return new ClientIdentity(
        certificate,
        KeyFile.RIGHT,
        KeyAlgorithm.EC_P256,
        KeyFormat.PKCS8,
        Password.ABSENT,
        Permissions.OWNER);
  }

  /** A certificate of which something is unusual. */
  static ClientIdentity draw(Draw draw) {
    CertificateFile certificate = CertificateFile.RIGHT;
    KeyFile key = KeyFile.RIGHT;
    KeyAlgorithm algorithm = draw.oneOf(KeyAlgorithm.EC_P256, KeyAlgorithm.RSA_2048);
    Permissions permissions = Permissions.OWNER;
    KeyFormat format = KeyFormat.PKCS8;
    Password password = Password.ABSENT;
    int departures = draw.departures(0);
    for (int i = 0; i < departures; i++) {
      switch (draw.wordOf("certificate certificate key algorithm format format permissions")) {
        case "certificate" -> certificate = draw.oneOf(CertificateFile.values());
        case "key" -> key = draw.oneOf(KeyFile.values());
        case "algorithm" -> algorithm = draw.oneOf(KeyAlgorithm.values());
        case "permissions" -> permissions = draw.oneOf(Permissions.values());
        default -> format = draw.oneOf(List.of(KeyFormat.values()));
      }
    }
    if (!format.suits(algorithm)) {
      format = suiting(draw, algorithm);
    }
    if (format.isEncrypted() || draw.percent(10)) {
      password = draw.percent(70) ? Password.RIGHT : draw.oneOf(Arrays.asList(Password.values()));
    }
    return new ClientIdentity(certificate, key, algorithm, format, password, permissions);
  }

  private static KeyFormat suiting(Draw draw, KeyAlgorithm algorithm) {
    return draw.oneOf(Arrays.stream(KeyFormat.values()).filter(f -> f.suits(algorithm)).toList());
  }

  /** Whether OpenSSL's level 2 does not take it. */
  boolean isWeak() {
    return algorithm == KeyAlgorithm.RSA_1024 || certificate == CertificateFile.SIGNED_WITH_SHA1;
  }

  ClientIdentity with(CertificateFile other) {
    return new ClientIdentity(other, key, algorithm, format, password, permissions);
  }

  ClientIdentity with(KeyFile other) {
    return new ClientIdentity(certificate, other, algorithm, format, password, permissions);
  }

  ClientIdentity with(Permissions other) {
    return new ClientIdentity(certificate, key, algorithm, format, password, other);
  }

  ClientIdentity with(KeyFormat other) {
    return new ClientIdentity(certificate, key, algorithm, other, password, permissions);
  }

  /** With such a key, in a format that suits it. */
  ClientIdentity ofKind(KeyAlgorithm other) {
    KeyFormat suiting = format.suits(other) ? format : KeyFormat.PKCS8;
    return new ClientIdentity(certificate, key, other, suiting, password, permissions);
  }

  /** With its key in this format, with the password that it takes. */
  ClientIdentity inFormat(KeyFormat other) {
    KeyAlgorithm suiting =
        Stream.of(algorithm, KeyAlgorithm.EC_P256, KeyAlgorithm.RSA_2048)
            .filter(other::suits)
            .findFirst()
            .orElseThrow();
    return new ClientIdentity(
        certificate,
        key,
        suiting,
        other,
        other.isEncrypted() ? Password.RIGHT : password,
        permissions);
  }

  /** This, or an ordinary one if there is none. */
  ClientIdentity orRight() {
    return certificate == CertificateFile.NONE ? RIGHT : this;
  }

  /** Whether a certificate is in the file of the key. */
  boolean isInKeyFile() {
    return key == KeyFile.IN_THE_CERTIFICATE_FILE
        || (key == KeyFile.RIGHT && format == KeyFormat.PKCS12);
  }
}
