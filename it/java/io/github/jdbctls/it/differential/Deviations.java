package io.github.jdbctls.it.differential;

import static io.github.jdbctls.it.differential.FieldTwist.EXPLICIT_POLICY;
import static io.github.jdbctls.it.differential.KeyTwist.RSA_1024;
import static io.github.jdbctls.it.differential.KeyTwist.RSA_2047;
import static io.github.jdbctls.it.differential.SignatureTwist.MD5;
import static io.github.jdbctls.it.differential.SignatureTwist.PSS_SHA1;
import static io.github.jdbctls.it.differential.SignatureTwist.SHA1;
import static io.github.jdbctls.it.differential.UsageTwist.NEITHER_CONSTRAINTS_NOR_USAGE;
import static io.github.jdbctls.it.differential.UsageTwist.NO_BASIC_CONSTRAINTS;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.util.List;
import java.util.Optional;

/** Every {@link Deviation} that there is. */
final class Deviations {
  private static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "The default mode is verify-full, not prefer.", c -> c.client().mode().isEmpty()),
          new Deviation(
              "13, 76, 181, 184: a root file that is named must exist in every mode.",
              c -> c.client().root() == RootFile.MISSING && c.failsBy(TlsFailure.FILE_MISSING)),
          new Deviation(
              "81, 120, 191: a client certificate that is named must exist.",
              c ->
                  c.client().identity().certificate() == CertificateFile.MISSING
                      && c.failsBy(TlsFailure.FILE_MISSING)),
          new Deviation(
              "28, 32, 167, 171: a revocation list that is named must exist and be readable",
              c -> c.client().revocation().isUnreadable() && c.failsByFile()),
          new Deviation(
              "175: certificates in a revocation file are not trusted, nor used",
              c ->
                  c.client().revocation().file() == ListFile.WITH_CERTIFICATES
                      && c.failsBy(TlsFailure.UNTRUSTED_CHAIN)),
          new Deviation(
              "179, 180: prefer goes on in plain text only where it has failed by nobody's fault.",
              c -> c.client().isMode("prefer") && c.libpqFallsBack() && c.failsByTls()),
          new Deviation(
              "A bad file is noticed even where allow or prefer ends in plain text.",
              c -> c.client().isMode("allow", "prefer") && c.libpqFallsBack() && c.failsByFile()),
          new Deviation(
              "203: wildcards are for names, not for addresses.",
              c ->
                  c.failsBy(TlsFailure.WRONG_NAME)
                      && c.client().host().matches("[0-9.]+")
                      && c.server().names().contain("*.0.0.1")),
          new Deviation(
              "201: no wildcard over a whole top-level domain.",
              c ->
                  c.failsBy(TlsFailure.WRONG_NAME)
                      && c.client().host().matches("[^.]+\\.[^.]+")
                      && c.server().names().contain("*.test")),
          new Deviation(
              "211: a malformed alternative name refuses the certificate, even after one that matches.",
              c ->
                  c.failsBy(TlsFailure.MALFORMED_CERTIFICATE)
                      && (c.server().names().contain("_NUL_")
                          || c.server().names().contain("ip-of-length"))),
          new Deviation(
              "Keys and signatures below OpenSSL's level 2 with a build at level 1.",
              c ->
                  c.version() == Libpq.Version.NEWEST
                      && (c.failsBy(TlsFailure.WEAK_CERTIFICATE)
                          || c.failsBy(TlsFailure.HANDSHAKE_FAILED))
                      && c.server().hasAny(RSA_1024, SHA1, MD5, PSS_SHA1)),
          new Deviation(
              "RSA of 2047 bits.",
              c -> c.failsBy(TlsFailure.WEAK_CERTIFICATE) && c.server().hasAny(RSA_2047)),
          new Deviation(
              "An authority of X.509 v3 without basic constraints.",
              c ->
                  c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && c.server().hasAny(NO_BASIC_CONSTRAINTS, NEITHER_CONSTRAINTS_NOR_USAGE)),
          new Deviation(
              "DSA is refused.",
              c ->
                  c.failsBy(TlsFailure.KEY_UNSUPPORTED)
                      && c.client().identity().algorithm() == KeyAlgorithm.DSA_2048),
          new Deviation(
              "Policies are validated by the JDK; OpenSSL does not look at them.",
              c -> c.failsBy(TlsFailure.CONSTRAINT_VIOLATED) && c.server().hasAny(EXPLICIT_POLICY)),
          new Deviation(
              "OpenSSL's trust settings are not read yet.",
              c ->
                  c.client().root() == RootFile.TRUSTED_CERTIFICATE
                      && c.failsBy(TlsFailure.WRONG_CONTENT)),
          new Deviation(
              "A host that is no DNS name.",
              c ->
                  c.failsBy(TlsFailure.INVALID_URL)
                      && c.client().host().matches("\\..*|.*\\.\\..*")));

  private Deviations() {}

  /** The first that explains the comparison. */
  static Optional<Deviation> explaining(Comparison comparison) {
    return ALL.stream().filter(d -> d.explains(comparison)).findFirst();
  }
}
