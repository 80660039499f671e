package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Optional;

/**
 * Which client certificate may be sent.
 *
 * <ol>
 *   <li>{@code sslcertmode=disable}: none, and no file is looked at, a default one neither.
 *   <li>Else what was named, else libpq's default file if it exists; for the key only if there is a
 *       certificate.
 *   <li>{@code sslcertmode=require} needs TLS and a certificate: without them it can never be
 *       fulfilled, which libpq says only when the server has let the user in.
 * </ol>
 *
 * @param certificate its source
 * @param key the source of its key
 */
record ChosenIdentity(Optional<Setting<Source>> certificate, Optional<Setting<Source>> key) {
  static ChosenIdentity of(
      Setting<SslMode> mode,
      Setting<ClientCertificateMode> certificateMode,
      AgreedValues values,
      SourceText texts,
      DefaultFiles files)
      throws ProblemException {
    Optional<Setting<Source>> certificate = ChosenFiles.named(values, Parameter.SSLCERT, texts);
    Optional<Setting<Source>> key = ChosenFiles.named(values, Parameter.SSLKEY, texts);
    if (certificateMode.value() == ClientCertificateMode.DISABLE) {
      return new ChosenIdentity(Optional.empty(), Optional.empty());
    }
    if (certificate.isEmpty()) {
      certificate = files.certificate();
    }
    if (key.isEmpty() && certificate.isPresent()) {
      key = files.key();
    }
    if (certificateMode.value() == ClientCertificateMode.REQUIRE) {
      refuseImpossible(mode, certificateMode.origin(), certificate.isPresent() || key.isPresent());
    }
    return new ChosenIdentity(certificate, key);
  }

  private static void refuseImpossible(
      Setting<SslMode> mode, Origin required, boolean hasCertificate) throws ProblemException {
    if (mode.value() == SslMode.DISABLE) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              required.describe()
                  + " requires a client certificate, which needs TLS, but "
                  + mode.origin().describe()
                  + " sets sslmode disable")
          .withRemedy("Use sslmode=verify-full, or remove sslcertmode.")
          .exception();
    }
    if (!hasCertificate) {
      throw Problem.of(
              TlsFailure.CLIENT_CERTIFICATE_NOT_SENT,
              required.describe()
                  + " requires a client certificate, and there is none: neither a value of sslcert"
                  + " nor a default file")
          .withRemedy("Set sslcert and sslkey, or use sslcertmode=allow.")
          .exception();
    }
  }
}
