package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.attempt.ContextSource;
import io.github.jdbctls.attempt.TlsTerms;
import io.github.jdbctls.context.CallersLoader;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.settings.TlsSettings;

/** What the attempts of a request go by. */
final class RequestTerms {
  private RequestTerms() {}

  static TlsTerms of(Request request, TlsContext context) {
    return new TlsTerms(
        context,
        contexts(request.settings(), request.policy()),
        request.settings().certificateMode(),
        request.dialect().loginWatch(request.delegateProperties()));
  }

  /**
   * For cancels and reconnects: the files may have changed by then, and the links to them. It lives
   * as long as the connection, so it holds nothing of the request but these.
   */
  private static ContextSource contexts(TlsSettings settings, TlsPolicy policy) {
    CallersLoader loader = CallersLoader.of(settings);
    return () ->
        loader.call(
            () -> {
              UrlSourceCheck.check(settings, policy);
              return TlsContexts.shared().get(settings);
            });
  }
}
