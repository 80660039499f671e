package io.github.jdbctls.it.matrix;

import java.util.Set;

/** The servers of the matrix, by what a client can tell of them. Each has the same user. */
enum ServerKind {
  /** Its certificate is in order; it takes plain text too, and asks for a client certificate. */
  GOOD_NAME("good name", Trait.TLS, Trait.PLAIN_LOGIN, Trait.ASKS_FOR_CERTIFICATE),
  /** Its certificate is for another host. */
  WRONG_NAME("wrong name", Trait.TLS, Trait.PLAIN_LOGIN),
  /** Its certificate is from an authority that has but the name of the right one. */
  UNKNOWN_CA("unknown CA", Trait.TLS, Trait.PLAIN_LOGIN, Trait.ASKS_FOR_CERTIFICATE),
  /** Its certificate has expired. */
  EXPIRED("expired", Trait.TLS, Trait.PLAIN_LOGIN),
  /** It answers the request for TLS with no. */
  NO_TLS("no TLS", Trait.PLAIN_LOGIN),
  /** Its access rules refuse the login in plain text. */
  TLS_REQUIRED("TLS required", Trait.TLS),
  /** Its access rules refuse the login in plain text, and without a client certificate. */
  CLIENT_CERTIFICATE_REQUIRED(
      "client certificate required",
      Trait.TLS,
      Trait.ASKS_FOR_CERTIFICATE,
      Trait.DEMANDS_CERTIFICATE);

  private enum Trait {
    TLS,
    PLAIN_LOGIN,
    ASKS_FOR_CERTIFICATE,
    DEMANDS_CERTIFICATE
  }

  private final String text;
  private final boolean tls;
  private final boolean plainLogin;
  private final boolean asksForCertificate;
  private final boolean demandsCertificate;

  ServerKind(String text, Trait... traits) {
    Set<Trait> all = Set.of(traits);
    this.text = text;
    this.tls = all.contains(Trait.TLS);
    this.plainLogin = all.contains(Trait.PLAIN_LOGIN);
    this.asksForCertificate = all.contains(Trait.ASKS_FOR_CERTIFICATE);
    this.demandsCertificate = all.contains(Trait.DEMANDS_CERTIFICATE);
  }

  boolean hasTls() {
    return tls;
  }

  boolean takesPlainLogin() {
    return plainLogin;
  }

  boolean asksForCertificate() {
    return asksForCertificate;
  }

  boolean demandsCertificate() {
    return demandsCertificate;
  }

  @Override
  public String toString() {
    return text;
  }
}
