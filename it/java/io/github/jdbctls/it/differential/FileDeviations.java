package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.util.List;

/** Stricter about files: those that are missing or bad, and those that libpq overlooks. */
final class FileDeviations {
  static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "13, 76, 181, 184: a root file that is named must exist in every mode",
              c -> c.client().root() == RootFile.MISSING && c.failsBy(TlsFailure.FILE_MISSING)),
          new Deviation(
              "81, 120, 191: a client certificate that is named must exist",
              c ->
                  c.client().identity().certificate() == CertificateFile.MISSING
                      && c.failsBy(TlsFailure.FILE_MISSING)),
          new Deviation(
              "191: a key that is named must have a certificate, and be one",
              c ->
                  c.client().identity().certificate() == CertificateFile.KEY_ALONE
                      && c.failsByFile()
                      && c.ours().words().contains("sslkey")),
          new Deviation(
              "28, 32, 167, 171: a revocation list that is named must exist and be readable",
              c ->
                  c.client().revocation().isUnreadable()
                      && c.failsByFile()
                      && c.ours().words().contains("sslcrl")),
          new Deviation(
              "175: certificates in a revocation file are not used",
              c ->
                  c.client().revocation().file() == ListFile.WITH_CERTIFICATES
                      && c.server().depth() > 2
                      && c.failsBy(TlsFailure.UNTRUSTED_CHAIN)),
          new Deviation(
              "A bad file is noticed even where allow or prefer ends in plain text",
              c -> c.client().isMode("allow", "prefer") && c.libpqFallsBack() && c.failsByFile()),
          new Deviation(
              "Of a certificate that stands twice the rejecting trust settings count",
              c ->
                  c.client().root() == RootFile.PLAIN_AND_REJECTED
                      && c.failsBy(TlsFailure.UNTRUSTED_CHAIN)),
          new Deviation(
              "Trust settings excuse no usage: for OpenSSL a root that is trusted for servers needs none",
              c ->
                  (c.client().root() == RootFile.TRUSTED_FOR_SERVERS
                          || c.client().root() == RootFile.TRUSTED_FOR_ANYTHING)
                      && c.failsBy(TlsFailure.WRONG_PURPOSE)),
          new Deviation(
              "19: trust settings make an intermediate no anchor",
              c ->
                  c.client().root() == RootFile.TRUSTED_INTERMEDIATES_ALONE
                      && c.server().depth() > 2
                      && c.failsBy(TlsFailure.UNTRUSTED_CHAIN)),
          new Deviation(
              "A DSA key is refused",
              c ->
                  c.client().identity().algorithm() == KeyAlgorithm.DSA_2048
                      && c.failsBy(TlsFailure.KEY_UNSUPPORTED)));

  private FileDeviations() {}
}
