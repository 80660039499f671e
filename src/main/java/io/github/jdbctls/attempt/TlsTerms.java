package io.github.jdbctls.attempt;

import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.protocol.LoginWatch;
import io.github.jdbctls.settings.ClientCertificateMode;
import java.util.Optional;

/**
 * What an attempt over TLS goes by.
 *
 * @param context that it is opened with
 * @param contexts is asked for each cancel request
 * @param certificateMode whether a client certificate must be sent
 * @param loginWatch of this attempt; finds a login that is to be bound to the channel, where the
 *     driver would do without, and a server's certificate that cannot be bound to is to be refused
 */
public record TlsTerms(
    TlsContext context,
    ContextSource contexts,
    ClientCertificateMode certificateMode,
    Optional<LoginWatch> loginWatch) {

  /** The same terms by the material of another time. */
  TlsTerms at(TlsContext newContext) {
    return new TlsTerms(newContext, contexts, certificateMode, loginWatch);
  }
}
