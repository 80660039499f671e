package io.github.jdbctls.it.corpus;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.corpus.UnusualStore.Recipe;
import java.util.List;

/** Every {@link UnusualStore}. */
final class UnusualStores {
  private static final String PASSWORD = Workbench.PASSWORD;
  private static final String FOREIGN = "pässwörd €";
  private static final String FAR = "鍵 🔑";

  private UnusualStores() {}

  private static UnusualStore connects(String text, Maker maker, Recipe recipe) {
    return new UnusualStore(text, maker, recipe, null, List.of());
  }

  private static UnusualStore refused(
      TlsFailure failure, String text, Maker maker, Recipe recipe, String... told) {
    return new UnusualStore(text, maker, recipe, failure, List.of(told));
  }

  private static UnusualStore pkcs12(String text, String... options) {
    return connects(text, Maker.OPENSSL, b -> b.alone(b.pkcs12(PASSWORD, options), PASSWORD));
  }

  private static UnusualStore encrypted(String text, String password, String... options) {
    return connects(
        text, Maker.OPENSSL, b -> b.beside(b.client(), b.pkcs8(password, options), password));
  }

  private static UnusualStore foreign(String text, String password, String... options) {
    return connects(text, Maker.OPENSSL, b -> b.alone(b.pkcs12(password, options), password));
  }

  /** Stores that connect. */
  static List<UnusualStore> thatConnect() {
    return List.of(
        pkcs12("PKCS#12 by default"),
        pkcs12("PKCS#12 with -legacy", "-legacy"),
        pkcs12("PKCS#12 with -descert", "-descert", "-legacy"),
        pkcs12("PKCS#12 without MAC", "-nomac"),
        pkcs12("PKCS#12 without encryption", "-keypbe", "NONE", "-certpbe", "NONE"),
        pkcs12("PKCS#12 whose key alone is encrypted", "-certpbe", "NONE"),
        pkcs12("PKCS#12 whose certificates alone are encrypted", "-keypbe", "NONE"),
        pkcs12("PKCS#12 with a MAC by SHA-1", "-macalg", "sha1"),
        pkcs12("PKCS#12 with a MAC by SHA-384", "-macalg", "sha384"),
        pkcs12("PKCS#12 with a MAC by SHA-512", "-macalg", "sha512"),
        pkcs12("PKCS#12 with one iteration", "-iter", "1", "-nomaciter"),
        pkcs12("PKCS#12 with a foreign friendly name", "-name", "Schlüssel 鍵"),
        pkcs12("PKCS#12 without friendly name"),
        pkcs12("PKCS#12 of Windows", "-CSP", "Microsoft Software Key Storage Provider", "-keyex"),
        connects(
            "PKCS#12 without encryption, MAC and password",
            Maker.OPENSSL,
            b -> b.alone(b.pkcs12("", "-keypbe", "NONE", "-certpbe", "NONE", "-nomac"), "")),
        connects(
            "PKCS#12 with an unrelated certificate",
            Maker.OPENSSL,
            b -> b.alone(b.pkcs12(PASSWORD, "-certfile", b.other().leaf().toString()), PASSWORD)),
        connects("PKCS#12 with the empty password", Maker.OPENSSL, b -> b.alone(b.pkcs12(""), "")),
        connects(
            "PKCS#12 with -legacy and the empty password",
            Maker.OPENSSL,
            b -> b.alone(b.pkcs12("", "-legacy"), "")),
        foreign("PKCS#12 with a foreign password", FOREIGN),
        foreign("PKCS#12 with -legacy and a foreign password", FOREIGN, "-legacy"),
        foreign("PKCS#12 with a far password", FAR),
        connects(
            "PKCS#12 with a foreign password",
            Maker.BOUNCY_CASTLE,
            b -> b.alone(b.byBouncyCastle(FOREIGN, Scheme.USUAL), FOREIGN)),
        encrypted("PKCS#8 with a foreign password", FOREIGN),
        encrypted("PKCS#8 with a far password", FAR),
        encrypted(
            "PKCS#8 with PBE-SHA1-3DES and a foreign password", FOREIGN, "-v1", "PBE-SHA1-3DES"),
        encrypted("PKCS#8 with scrypt and a foreign password", FOREIGN, "-scrypt"),
        connects(
            "PKCS#8 with the curve written out",
            Maker.OPENSSL,
            b -> b.beside(b.client(), b.withCurveWrittenOut("pkey"), "")),
        connects(
            "SEC1 with the curve written out",
            Maker.OPENSSL,
            b -> b.beside(b.client(), b.withCurveWrittenOut("ec"), "")),
        encrypted("PKCS#8 with one iteration", PASSWORD, "-iter", "1"),
        encrypted("PKCS#8 with 600000 iterations", PASSWORD, "-iter", "600000"),
        connects(
            "JKS with a certificate to trust",
            Maker.KEYTOOL,
            b -> b.alone(b.withTrustedRoot("JKS"), PASSWORD)),
        connects(
            "PKCS#12 with a certificate to trust",
            Maker.KEYTOOL,
            b -> b.alone(b.withTrustedRoot("PKCS12"), PASSWORD)),
        connects(
            "JKS with two keys, one for sslcert",
            Maker.KEYTOOL,
            b -> b.beside(b.client(), b.withTwoKeys("JKS"), PASSWORD)),
        connects(
            "PKCS#12 with two keys, one for sslcert",
            Maker.KEYTOOL,
            b -> b.beside(b.client(), b.withTwoKeys("PKCS12"), PASSWORD)));
  }

  /** Stores that are refused. */
  static List<UnusualStore> thatAreRefused() {
    return List.of(
        refused(
            TlsFailure.WRONG_CONTENT,
            "JKS with two keys, alone",
            Maker.KEYTOOL,
            b -> b.alone(b.withTwoKeys("JKS"), PASSWORD),
            "first",
            "second"),
        refused(
            TlsFailure.WRONG_CONTENT,
            "PKCS#12 with two keys, alone",
            Maker.KEYTOOL,
            b -> b.alone(b.withTwoKeys("PKCS12"), PASSWORD),
            "first",
            "second"),
        refused(
            TlsFailure.KEY_MISMATCH,
            "PKCS#12 with two keys, none for sslcert",
            Maker.KEYTOOL,
            b -> b.beside(b.third(), b.withTwoKeys("PKCS12"), PASSWORD)),
        refused(
            TlsFailure.KEY_MISMATCH,
            "JKS with two keys, none for sslcert",
            Maker.KEYTOOL,
            b -> b.beside(b.third(), b.withTwoKeys("JKS"), PASSWORD)),
        refused(
            TlsFailure.KEY_MISMATCH,
            "PKCS#12 with the key of another",
            Maker.OPENSSL,
            b -> b.beside(b.third(), b.pkcs12(PASSWORD), PASSWORD)),
        refused(
            TlsFailure.KEY_PASSWORD_WRONG,
            "JKS whose key has a password of its own",
            Maker.KEYTOOL,
            b ->
                b.alone(
                    b.byKeytool(
                        "-deststoretype",
                        "JKS",
                        "-srcalias",
                        "first",
                        "-destkeypass",
                        "of its own"),
                    PASSWORD)),
        wrong("PKCS#12", Maker.OPENSSL, b -> b.pkcs12(PASSWORD)),
        wrong("PKCS#12 with -legacy", Maker.OPENSSL, b -> b.pkcs12(PASSWORD, "-legacy")),
        wrong("PKCS#12 without MAC", Maker.OPENSSL, b -> b.pkcs12(PASSWORD, "-nomac")),
        wrong("PKCS#12", Maker.BOUNCY_CASTLE, b -> b.byBouncyCastle(PASSWORD, Scheme.USUAL)),
        wrong("PKCS#12", Maker.KEYTOOL, b -> b.byKeytool("-deststoretype", "PKCS12")),
        wrong("JKS", Maker.KEYTOOL, b -> b.byKeytool("-deststoretype", "JKS")),
        missing("PKCS#12", Maker.OPENSSL, b -> b.pkcs12(PASSWORD)),
        missing("PKCS#12 with -legacy", Maker.OPENSSL, b -> b.pkcs12(PASSWORD, "-legacy")),
        missing("PKCS#12 without MAC", Maker.OPENSSL, b -> b.pkcs12(PASSWORD, "-nomac")),
        missing("PKCS#12", Maker.BOUNCY_CASTLE, b -> b.byBouncyCastle(PASSWORD, Scheme.USUAL)),
        missing("PKCS#12", Maker.KEYTOOL, b -> b.byKeytool("-deststoretype", "PKCS12")),
        missing("JKS", Maker.KEYTOOL, b -> b.byKeytool("-deststoretype", "JKS")));
  }

  /** Makes a store. */
  @FunctionalInterface
  private interface Content {
    byte[] make(Workbench bench) throws Exception;
  }

  private static UnusualStore wrong(String text, Maker maker, Content content) {
    return refused(
        TlsFailure.KEY_PASSWORD_WRONG,
        text + " with another password",
        maker,
        b -> b.alone(content.make(b), "another"),
        "sslpassword");
  }

  private static UnusualStore missing(String text, Maker maker, Content content) {
    return refused(
        TlsFailure.KEY_PASSWORD_MISSING,
        text + " without its password",
        maker,
        b -> b.alone(content.make(b), ""),
        "sslpassword");
  }
}
