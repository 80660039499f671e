package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the certificates of a path may do what they do in it: RFC 5280, sections 4.2.1.3, 4.2.1.9
 * and 4.2.1.12, as OpenSSL's purpose {@code sslserver} reads them.
 *
 * <ol>
 *   <li>Every certificate, the anchor included: extended key usage, if there is one, contains
 *       {@code serverAuth}; {@code anyExtendedKeyUsage} does not count.
 *   <li>The leaf: key usage, if there is one, contains {@code digitalSignature}, {@code
 *       keyEncipherment} or {@code keyAgreement}; Netscape's certificate type, if there is one,
 *       servers.
 *   <li>Every issuer, the anchor included: basic constraints with {@code cA} true; a self-signed
 *       X.509 v1 certificate may do without at the end of the path only.
 *   <li>Every issuer: key usage, if there is one, contains {@code keyCertSign}.
 *   <li>No certificate has a critical extension that nobody here enforces; nor one by which OpenSSL
 *       goes and nobody here, critical or not: proxy information (RFC 3820), addresses and
 *       autonomous systems (RFC 3779).
 * </ol>
 */
final class Purpose {
  private static final String SERVER_AUTH = "2b06010505070301";
  private static final Set<Integer> SERVER_KEY_USAGES = Set.of(0, 2, 4);
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  /** Enforced here, or (the four of policies: 32, 33, 36, 54) by the JDK's path validation. */
  private static final Set<String> ENFORCED =
      Set.of(
          CertificateContents.KEY_USAGE,
          CertificateContents.SUBJECT_ALTERNATIVE_NAME,
          CertificateContents.BASIC_CONSTRAINTS,
          CertificateContents.NAME_CONSTRAINTS,
          CertificateContents.EXTENDED_KEY_USAGE,
          CertificateContents.NETSCAPE_CERTIFICATE_TYPE,
          "551d20",
          "551d21",
          "551d24",
          "551d36");

  private static final String PROXY_INFORMATION = "2b0601050507010e";
  private static final String ADDRESSES = "2b06010505070107";
  private static final String AUTONOMOUS_SYSTEMS = "2b06010505070108";
  private static final Set<String> FOREIGN =
      Set.of(PROXY_INFORMATION, ADDRESSES, AUTONOMOUS_SYSTEMS);

  private Purpose() {}

  /** The first misuse; leaf first, anchor last. */
  static Optional<Problem> refusal(List<CertificateContents> path) {
    for (int i = 0; i < path.size(); i++) {
      CertificateContents certificate = path.get(i);
      if (lacks(certificate.extendedKeyUsage(), SERVER_AUTH)) {
        return wrong(certificate, "has an extended key usage without serverAuth");
      }
      Optional<Problem> misuse =
          i == 0 ? leafRefusal(certificate) : issuerRefusal(certificate, i == path.size() - 1);
      if (misuse.isPresent()) {
        return misuse;
      }
      if (!ENFORCED.containsAll(certificate.criticalExtensions())) {
        return Optional.of(
            problem(
                TlsFailure.CONSTRAINT_VIOLATED,
                certificate,
                "has a critical extension that is not supported"));
      }
      Optional<Problem> foreign = foreignRefusal(certificate);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  /**
   * What speaks against a leaf whose key signs the server's part of a key agreement of TLS 1.2 by
   * ECDSA or EdDSA (RFC 8422, section 5.3): a key usage without {@code digitalSignature}. OpenSSL
   * asks that in every mode, also where nothing is verified; in TLS 1.3, and of RSA keys, it does
   * not.
   *
   * @param leaf whose extensions can be read: of others the JDK says that they have no key usage
   */
  static Optional<Problem> signingRefusal(X509Certificate leaf) {
    boolean[] usage = leaf.getKeyUsage();
    return usage == null || usage[DIGITAL_SIGNATURE]
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                TlsFailure.WRONG_PURPOSE,
                PrintableText.certificate(leaf)
                    + " has a key usage without digitalSignature, and TLS 1.2 has its key sign"));
  }

  /** What speaks against a certificate by whose extensions OpenSSL goes, and nobody here. */
  static Optional<Problem> foreignRefusal(CertificateContents certificate) {
    return Collections.disjoint(FOREIGN, certificate.extensions())
        ? Optional.empty()
        : Optional.of(
            problem(
                TlsFailure.CONSTRAINT_VIOLATED,
                certificate,
                "has an extension for proxies, addresses or autonomous systems, which is not"
                    + " supported"));
  }

  private static Optional<Problem> leafRefusal(CertificateContents leaf) {
    Optional<Set<Integer>> keyUsage = leaf.keyUsage();
    if (keyUsage.isPresent() && Collections.disjoint(keyUsage.get(), SERVER_KEY_USAGES)) {
      return wrong(leaf, "has a key usage that is not for servers");
    }
    if (!leaf.netscapeServer().orElse(true)) {
      return wrong(leaf, "has a Netscape certificate type that is not for servers");
    }
    return Optional.empty();
  }

  private static Optional<Problem> issuerRefusal(CertificateContents issuer, boolean anchor) {
    boolean version1Root = anchor && issuer.certificate().getVersion() == 1;
    Optional<CertificateContents.BasicConstraints> constraints = issuer.basicConstraints();
    boolean authority = constraints.isPresent() ? constraints.get().authority() : version1Root;
    if (!authority) {
      return Optional.of(
          problem(
              TlsFailure.CONSTRAINT_VIOLATED,
              issuer,
              "has issued another one, but its basic constraints do not make it an authority"));
    }
    if (lacks(issuer.keyUsage(), KEY_CERT_SIGN)) {
      return Optional.of(
          problem(
              TlsFailure.CONSTRAINT_VIOLATED,
              issuer,
              "has issued another one, but its key usage lacks keyCertSign"));
    }
    return Optional.empty();
  }

  /** Whether the usages are there without this one. */
  private static <T> boolean lacks(Optional<Set<T>> usages, T needed) {
    return usages.isPresent() && !usages.get().contains(needed);
  }

  private static Optional<Problem> wrong(CertificateContents certificate, String why) {
    return Optional.of(problem(TlsFailure.WRONG_PURPOSE, certificate, why));
  }

  private static Problem problem(TlsFailure failure, CertificateContents certificate, String why) {
    return Problem.of(failure, PrintableText.certificate(certificate.certificate()) + " " + why);
  }
}
