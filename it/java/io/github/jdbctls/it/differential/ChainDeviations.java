package io.github.jdbctls.it.differential;

import static io.github.jdbctls.it.differential.FieldTwist.AUTONOMOUS_SYSTEMS_NOT_CRITICAL;
import static io.github.jdbctls.it.differential.FieldTwist.EXPLICIT_POLICY;
import static io.github.jdbctls.it.differential.KeyTwist.RSA_1024;
import static io.github.jdbctls.it.differential.KeyTwist.RSA_2047;
import static io.github.jdbctls.it.differential.SignatureTwist.MD5;
import static io.github.jdbctls.it.differential.SignatureTwist.PSS_SHA1;
import static io.github.jdbctls.it.differential.SignatureTwist.SHA1;
import static io.github.jdbctls.it.differential.SignatureTwist.SHA224;
import static io.github.jdbctls.it.differential.UsageTwist.EKU_GATED;
import static io.github.jdbctls.it.differential.UsageTwist.NEITHER_CONSTRAINTS_NOR_USAGE;
import static io.github.jdbctls.it.differential.UsageTwist.NO_BASIC_CONSTRAINTS;
import static io.github.jdbctls.it.differential.UsageTwist.PATH_LENGTH_0;
import static io.github.jdbctls.it.differential.UsageTwist.PATH_LENGTH_1;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.differential.Psql.Version;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.util.List;
import java.util.stream.IntStream;

/** Stricter about keys, signatures, constraints and lists. */
final class ChainDeviations {
  static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "Keys and signatures below OpenSSL's level 2, with a build at level 1",
              c ->
                  c.version() == Version.NEWEST
                      && failsBy(c, TlsFailure.WEAK_CERTIFICATE)
                      && (c.server().hasAny(RSA_1024)
                          || isSignedWeakly(c)
                          || c.client().identity().isWeak())),
          new Deviation(
              "RSA of 2047 bits",
              c ->
                  failsBy(c, TlsFailure.WEAK_CERTIFICATE)
                      && (c.server().hasAny(RSA_2047)
                          || c.client().identity().algorithm() == KeyAlgorithm.RSA_2047)),
          new Deviation(
              "A weak client certificate is noticed even where allow or prefer ends in plain text",
              c ->
                  c.client().isMode("allow", "prefer")
                      && c.libpqFallsBack()
                      && c.client().identity().isWeak()
                      && c.failsBy(TlsFailure.WEAK_CERTIFICATE)),
          new Deviation(
              "A leaf's signature that JSSE does not offer, so that the server refuses",
              c ->
                  c.failsBy(TlsFailure.HANDSHAKE_FAILED)
                      && c.server()
                          .twistsAt(0)
                          .anyMatch(List.of(MD5, SHA1, SHA224, PSS_SHA1)::contains)),
          new Deviation(
              "An authority of X.509 v3 without basic constraints",
              c ->
                  c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && c.server()
                          .twistsAt(c.server().depth() - 1)
                          .anyMatch(
                              List.of(NO_BASIC_CONSTRAINTS, NEITHER_CONSTRAINTS_NOR_USAGE)
                                  ::contains)),
          new Deviation(
              "The path length of a self-issued authority, which OpenSSL 1.1 does not check",
              c ->
                  c.version() == Version.NEWEST
                      && c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && c.server()
                          .twistsAt(c.server().depth() - 1)
                          .anyMatch(List.of(PATH_LENGTH_0, PATH_LENGTH_1)::contains)),
          new Deviation(
              "Policies are validated by the JDK; OpenSSL does not look at them",
              c -> c.failsBy(TlsFailure.CONSTRAINT_VIOLATED) && c.server().hasAny(EXPLICIT_POLICY)),
          new Deviation(
              "Likewise, where the path that has expired is the more telling reason",
              c ->
                  c.failsBy(TlsFailure.CERTIFICATE_EXPIRED)
                      && c.server().sending() == Sending.EXPIRED_TWIN_FIRST
                      && c.server().hasAny(EXPLICIT_POLICY)),
          new Deviation(
              "Autonomous systems are not validated, so that nobody may state them; OpenSSL does not"
                  + " look at them where the leaf states none",
              c ->
                  c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && c.server().hasAny(AUTONOMOUS_SYSTEMS_NOT_CRITICAL)),
          new Deviation(
              "Server gated cryptography does not stand for serverAuth",
              c -> failsBy(c, TlsFailure.WRONG_PURPOSE) && c.server().hasAny(EKU_GATED)),
          new Deviation(
              "A delta list is no complete list",
              c ->
                  c.failsBy(TlsFailure.REVOCATION_LIST_MISSING)
                      && c.client().revocation().twist() == ListTwist.DELTA),
          new Deviation(
              "An entry with the reason removeFromCRL revokes",
              c ->
                  c.failsBy(TlsFailure.CERTIFICATE_REVOKED)
                      && c.client().revocation().twist() == ListTwist.TAKES_OFF_THE_LIST));

  private ChainDeviations() {}

  /** Of several reasons the driver says the most telling: an issuer of the name has expired. */
  static boolean failsBy(Comparison c, TlsFailure failure) {
    return c.failsBy(failure)
        || (c.failsBy(TlsFailure.CERTIFICATE_EXPIRED)
            && (c.client().root() == RootFile.EXPIRED_TWIN_FIRST
                || c.server().sending() == Sending.EXPIRED_TWIN_FIRST));
  }

  /** A root's own signature does not count. */
  private static boolean isSignedWeakly(Comparison c) {
    return IntStream.range(0, c.server().depth() - 1)
        .boxed()
        .flatMap(c.server()::twistsAt)
        .anyMatch(List.of(SHA1, MD5, PSS_SHA1)::contains);
  }
}
