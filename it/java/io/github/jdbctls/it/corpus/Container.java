package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.corpus.Scheme.Family;
import java.util.Set;

/** What files key and certificates lie in. */
enum Container {
  PKCS8("PKCS#8, chain"),
  TRADITIONAL("PKCS#1 or SEC1, chain"),
  TRADITIONAL_AFTER_PARAMETERS("SEC1 after EC PARAMETERS, chain"),
  KEY_THEN_CHAIN("one PEM: key, leaf, issuer"),
  CHAIN_THEN_KEY("one PEM: leaf, issuer, key"),
  KEY_INSIDE_CHAIN("one PEM: leaf, key, issuer"),
  ISSUER_BEFORE_LEAF("one PEM: issuer, leaf, key"),
  KEY_BEFORE_ISSUER("one PEM: key, issuer, leaf"),
  PEM_OUT_OF_PKCS12("one PEM out of PKCS#12"),
  PKCS12("PKCS#12"),
  PKCS12_AS_KEY("chain, PKCS#12 with chain as key"),
  PKCS12_KEY_ONLY("chain, PKCS#12 without chain as key"),
  JKS("JKS"),
  JCEKS("JCEKS"),
  PKCS12_OF_OLD_JDK("PKCS#12 as JDK 8 writes it"),
  CHAIN_PKCS7("chain in PKCS#7, PKCS#8"),
  CHAIN_PKCS7_ISSUER_FIRST("chain in PKCS#7 with the issuer first, PKCS#8"),
  CHAIN_PKCS12("chain in PKCS#12 without key, PKCS#8"),
  CHAIN_TRUSTED("TRUSTED CERTIFICATE, PKCS#8");

  private static final Set<Family> OF_PKCS8 =
      Set.of(Family.NONE, Family.PBES2, Family.SCRYPT, Family.PBE);
  private static final Set<ClientKey> GIVEN_TO_KEYTOOL =
      Set.of(ClientKey.RSA_2048, ClientKey.EC_P256, ClientKey.ED25519, ClientKey.DSA);

  private final String text;

  Container(String text) {
    this.text = text;
  }

  /** Whether a cell with it exists. */
  boolean fits(ClientKey key, Scheme scheme, Encoding encoding, Maker maker) {
    return switch (this) {
      case PKCS8 -> OF_PKCS8.contains(scheme.family()) && makes(maker, scheme);
      case TRADITIONAL ->
          key.hasTraditionalForm() && isTraditional(scheme, encoding) && makes(maker, scheme);
      case TRADITIONAL_AFTER_PARAMETERS ->
          key.isOnCurve()
              && encoding.isPem()
              && isTraditional(scheme, encoding)
              && makes(maker, scheme);
      case KEY_THEN_CHAIN,
          CHAIN_THEN_KEY,
          KEY_INSIDE_CHAIN,
          ISSUER_BEFORE_LEAF,
          KEY_BEFORE_ISSUER ->
          encoding.isPem() && isUsual(scheme, key) && makes(maker, scheme);
      case PEM_OUT_OF_PKCS12 ->
          encoding == Encoding.PEM && scheme.equals(Scheme.NONE) && maker == Maker.OPENSSL;
      case PKCS12, PKCS12_AS_KEY -> encoding == Encoding.DER && isOfPkcs12(scheme, maker, key);
      case PKCS12_KEY_ONLY ->
          encoding == Encoding.DER && maker != Maker.KEYTOOL && isOfPkcs12(scheme, maker, key);
      case JKS, JCEKS, PKCS12_OF_OLD_JDK ->
          encoding == Encoding.DER && isOfKeytool(scheme, maker, key);
      case CHAIN_PKCS7, CHAIN_PKCS7_ISSUER_FIRST ->
          isUsual(scheme, key) && scheme.family() != Family.DEK_INFO && maker == Maker.OPENSSL;
      case CHAIN_PKCS12 ->
          encoding == Encoding.DER && scheme.equals(Scheme.NONE) && maker == Maker.OPENSSL;
      case CHAIN_TRUSTED ->
          encoding.isPem() && scheme.equals(Scheme.NONE) && maker == Maker.OPENSSL;
    };
  }

  private static boolean isTraditional(Scheme scheme, Encoding encoding) {
    return scheme.equals(Scheme.NONE) || (scheme.family() == Family.DEK_INFO && encoding.isPem());
  }

  private static boolean isUsual(Scheme scheme, ClientKey key) {
    return scheme.equals(Scheme.NONE)
        || scheme.equals(Scheme.USUAL)
        || (scheme.equals(Scheme.USUAL_DEK_INFO) && key.hasTraditionalForm());
  }

  private static boolean isOfPkcs12(Scheme scheme, Maker maker, ClientKey key) {
    return switch (maker) {
      case KEYTOOL -> isOfKeytool(scheme, maker, key);
      // openssl pkcs12 has no option for the hash of PBKDF2.
      case OPENSSL ->
          scheme.equals(Scheme.NONE)
              || scheme.family() == Family.PBE
              || (scheme.family() == Family.PBES2 && scheme.hash().equals(Scheme.USUAL.hash()));
      case BOUNCY_CASTLE ->
          OF_PKCS8.contains(scheme.family()) && makes(Maker.BOUNCY_CASTLE, scheme);
    };
  }

  private static boolean isOfKeytool(Scheme scheme, Maker maker, ClientKey key) {
    return maker == Maker.KEYTOOL && scheme.equals(Scheme.STORE) && GIVEN_TO_KEYTOOL.contains(key);
  }

  private static boolean makes(Maker maker, Scheme scheme) {
    return switch (maker) {
      // OpenSSL 3.0 has no SHA-3 there.
      case OPENSSL -> scheme.family() != Family.STORE && !scheme.hash().contains("SHA3");
      case KEYTOOL -> false;
      case BOUNCY_CASTLE -> BouncyCastleKey.makes(scheme);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
