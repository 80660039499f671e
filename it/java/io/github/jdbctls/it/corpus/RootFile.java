package io.github.jdbctls.it.corpus;

import io.github.jdbctls.TlsFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the trusted roots lie in, with what comes of it. */
enum RootFile {
  PEM("PEM"),
  PEM_WITH_BYTE_ORDER_MARK("PEM after a byte order mark, with CRLF"),
  PEM_IN_UTF_16("PEM in UTF-16, as PowerShell writes it"),
  PEM_WITH_TEXT("openssl x509 -text"),
  COMBINED_PEM("one PEM with key, intermediate, leaf and root"),
  RDS_BUNDLE("hundreds of roots, comments between"),
  AZURE_BUNDLE("three roots with their names between, CRLF"),
  DER("DER"),
  PKCS7_PEM("PKCS#7 as PEM"),
  PKCS7_DER("PKCS#7 as DER"),
  PKCS12_BY_KEYTOOL("PKCS#12 by keytool"),
  PKCS12_OF_OLD_JDK("PKCS#12 by keytool, as JDK 8 writes it"),
  PKCS12_BY_OPENSSL("PKCS#12 by openssl"),
  OLD_PKCS12_BY_OPENSSL("PKCS#12 by openssl -legacy"),
  PKCS12_WITHOUT_ENCRYPTION("PKCS#12 by openssl without encryption and MAC"),
  PKCS12_BY_BOUNCY_CASTLE("PKCS#12 by BouncyCastle"),
  JKS("JKS by keytool"),
  JCEKS("JCEKS by keytool"),
  TRUSTED("TRUSTED CERTIFICATE without settings"),
  TRUSTED_FOR_SERVERS("TRUSTED CERTIFICATE, trusted for servers"),
  TRUSTED_FOR_BOTH("TRUSTED CERTIFICATE, trusted for clients and servers"),
  TRUSTED_FOR_ALL("TRUSTED CERTIFICATE, trusted for any purpose"),
  REJECTED_FOR_CLIENTS("TRUSTED CERTIFICATE, rejected for clients"),
  TRUSTED_FOR_CLIENTS("TRUSTED CERTIFICATE, trusted for clients alone", TlsFailure.UNTRUSTED_CHAIN),
  REJECTED_FOR_SERVERS("TRUSTED CERTIFICATE, rejected for servers", TlsFailure.UNTRUSTED_CHAIN),
  REJECTED_FOR_ALL("TRUSTED CERTIFICATE, rejected for any purpose", TlsFailure.UNTRUSTED_CHAIN),
  TRUSTED_AND_REJECTED(
      "TRUSTED CERTIFICATE, trusted and rejected for servers", TlsFailure.UNTRUSTED_CHAIN),
  ISSUED_LEAF("the server's own certificate, which is issued", TlsFailure.UNTRUSTED_CHAIN),
  TRUSTED_LEAF(
      "TRUSTED CERTIFICATE of the server itself, trusted for servers", TlsFailure.UNTRUSTED_CHAIN),
  OTHER_ROOTS("hundreds of other roots", TlsFailure.UNTRUSTED_CHAIN),
  OTHER_ROOT_IN_JKS("JKS by keytool with another root", TlsFailure.UNTRUSTED_CHAIN),
  KEY("a private key", TlsFailure.WRONG_CONTENT),
  REQUEST("a certificate request", TlsFailure.WRONG_CONTENT),
  PKCS12_WITH_WRONG_PASSWORD(
      "PKCS#12 by keytool, with another password", TlsFailure.KEY_PASSWORD_WRONG),
  PKCS12_WITHOUT_PASSWORD(
      "PKCS#12 by openssl, without its password", TlsFailure.KEY_PASSWORD_MISSING);

  private final String text;
  private final @Nullable TlsFailure refusal;

  RootFile(String text) {
    this(text, null);
  }

  RootFile(String text, @Nullable TlsFailure refusal) {
    this.text = text;
    this.refusal = refusal;
  }

  /** What a connect with it ends with; empty if it connects. */
  Optional<TlsFailure> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public String toString() {
    return text;
  }
}
