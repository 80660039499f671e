package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import java.security.cert.CRLReason;
import java.security.cert.X509CRLEntry;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A list by which it is decided whether a certificate has been revoked. Immutable.
 *
 * <ol>
 *   <li>The signer's key usage, if there is one, contains {@code cRLSign}.
 *   <li>What the list says, and whether it is about the certificate, can be judged.
 *   <li>Its signature verifies with the signer's key. How strong it is does not count: OpenSSL does
 *       not look at that either.
 *   <li>An entry with the certificate's serial number revokes it, whatever its reason: also {@code
 *       certificateHold}, and {@code removeFromCRL}, which has no place in a list like this.
 * </ol>
 *
 * @param contents the list
 * @param signer whose key must have signed it
 * @param direct whether the signer is the certificate's own issuer
 * @param scope whether it is about the certificate
 */
record DecidingList(
    ListContents contents, CertificateContents signer, boolean direct, ListContents.Scope scope) {

  /** The best last. */
  static final Comparator<DecidingList> ORDER =
      Comparator.comparing(DecidingList::direct)
          .thenComparing(list -> list.contents().list().thisUpdate());

  private static final int CRL_SIGN = 6;

  /** What speaks against the certificate. */
  Optional<Problem> refusal(CertificateContents certificate, SignatureBudget signatures) {
    if (signer.keyUsage().filter(usage -> !usage.contains(CRL_SIGN)).isPresent()) {
      return unusable(certificate, "its issuer's key usage lacks cRLSign");
    }
    if (contents.obscurity().isPresent()) {
      return unusable(certificate, contents.obscurity().get());
    }
    if (scope == ListContents.Scope.UNCLEAR) {
      return unusable(certificate, "it is about some reasons only, or an unclear part of them");
    }
    if (!signatures.allows(contents.list(), signer.certificate().getPublicKey())) {
      return unusable(certificate, "the server sent too many issuers that could have signed it");
    }
    if (!contents.list().isSignedBy(signer.certificate().getPublicKey())) {
      return unusable(certificate, "its signature does not verify with the issuer's key");
    }
    return contents
        .list()
        .entry(certificate.certificate().getSerialNumber())
        .map(entry -> revoked(certificate, entry));
  }

  private Optional<Problem> unusable(CertificateContents certificate, String why) {
    return Optional.of(
        Problem.of(
            TlsFailure.REVOCATION_LIST_MISSING,
            PrintableText.certificate(certificate.certificate())
                + " needs a revocation list of "
                + PrintableText.name(contents.list().issuer())
                + ", and the one in "
                + PrintableText.of(contents.list().source())
                + " from "
                + contents.list().thisUpdate()
                + " cannot be used: "
                + why));
  }

  private Problem revoked(CertificateContents certificate, X509CRLEntry entry) {
    CRLReason reason = entry.getRevocationReason();
    return Problem.of(
        TlsFailure.CERTIFICATE_REVOKED,
        PrintableText.certificate(certificate.certificate())
            + " (serial number "
            + certificate.certificate().getSerialNumber().toString(16)
            + ") was revoked at "
            + entry.getRevocationDate().toInstant()
            + (reason == null
                ? ""
                : ", for the reason \""
                    + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + "\"")
            + ", says the list of "
            + PrintableText.name(contents.list().issuer())
            + " in "
            + PrintableText.of(contents.list().source()));
  }
}
