package io.github.jdbctls.it.corpus;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of client key, with what {@code openssl genpkey} makes them by. */
enum ClientKey {
  RSA_2048("RSA 2048", "RSA", "rsa_keygen_bits:2048"),
  RSA_3072("RSA 3072", "RSA", "rsa_keygen_bits:3072"),
  RSA_PSS("RSA-PSS", "RSA-PSS", "rsa_keygen_bits:2048"),
  RSA_PSS_SHA256(
      "RSA-PSS for SHA-256",
      "RSA-PSS",
      "rsa_keygen_bits:2048",
      "rsa_pss_keygen_md:sha256",
      "rsa_pss_keygen_mgf1_md:sha256",
      "rsa_pss_keygen_saltlen:32"),
  EC_P256("P-256", "EC", "ec_paramgen_curve:P-256"),
  EC_P384("P-384", "EC", "ec_paramgen_curve:P-384"),
  EC_P521("P-521", "EC", "ec_paramgen_curve:P-521"),
  ED25519("Ed25519", "ED25519"),
  ED448("Ed448", "ED448"),
  RSA_1024("RSA 1024", TlsFailure.WEAK_CERTIFICATE, "RSA", "rsa_keygen_bits:1024"),
  DSA("DSA", TlsFailure.KEY_UNSUPPORTED, "DSA"),
  EC_P224("P-224", TlsFailure.KEY_UNSUPPORTED, "EC", "ec_paramgen_curve:P-224"),
  SECP256K1("secp256k1", TlsFailure.KEY_UNSUPPORTED, "EC", "ec_paramgen_curve:secp256k1"),
  EXPLICIT_CURVE(
      "P-256 without its name",
      TlsFailure.KEY_UNSUPPORTED,
      "EC",
      "ec_paramgen_curve:P-256",
      "ec_param_enc:explicit");

  private final String text;
  private final @Nullable TlsFailure refusal;
  private final String algorithm;
  private final String options;

  ClientKey(String text, String algorithm, String... options) {
    this(text, null, algorithm, options);
  }

  ClientKey(String text, @Nullable TlsFailure refusal, String algorithm, String... options) {
    this.text = text;
    this.refusal = refusal;
    this.algorithm = algorithm;
    this.options = String.join(" ", options);
  }

  /** What a connect with such a key ends with; empty if it connects. */
  Optional<TlsFailure> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The name of the algorithm as {@code openssl genpkey} takes it. */
  String algorithm() {
    return algorithm;
  }

  /** The options of {@code -pkeyopt}. */
  List<String> options() {
    return options.isEmpty() ? List.of() : List.of(options.split(" "));
  }

  /** Whether it has a form of its own, older than PKCS#8: PKCS#1, SEC1 or OpenSSL's for DSA. */
  boolean hasTraditionalForm() {
    return List.of("RSA", "EC", "DSA").contains(algorithm);
  }

  /** Whether its curve is named by the key. */
  boolean isOnCurve() {
    return algorithm.equals("EC");
  }

  @Override
  public String toString() {
    return text;
  }
}
