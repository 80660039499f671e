package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.HostPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a connect makes of a URL and properties before it opens a file or dials. Immutable.
 *
 * @param attempts one for each host that would be dialled
 * @param texts everything that a log or debugger may print of it
 */
public record RequestReading(List<Attempt> attempts, List<String> texts) {
  /**
   * An attempt.
   *
   * @param server whose name would be verified
   * @param database that the URL names
   * @param call what the driver would be told
   */
  public record Attempt(HostPort server, Optional<String> database, DelegateCall call) {}

  /** Reads, as {@link Connector} does, under a policy that allows everything. */
  public static RequestReading of(String url, Properties info) throws ProblemException {
    TlsPolicy policy = TlsPolicy.unrestricted();
    Request request = Request.read(url, info, policy);
    PolicyCheck.check(request.settings(), policy);
    ModeCheck.check(request.settings(), request.dialect());
    HostAddressCheck.check(request);
    List<Attempt> attempts = new ArrayList<>();
    for (Candidate candidate :
        request.dialect().candidates(request.url(), request.delegateProperties())) {
      HostPort server = request.url().hosts().get(candidate.index());
      Map<String, String> properties = new HashMap<>(request.delegateProperties());
      properties.putAll(candidate.properties());
      attempts.add(
          new Attempt(
              server,
              request.url().database(),
              request
                  .dialect()
                  .call(
                      request.url().only(server),
                      properties,
                      Transport.TLS,
                      "handle",
                      request.loginTimeout().or(request::addressTimeout))));
    }
    List<String> texts = new ArrayList<>(request.connect().warnings());
    texts.add(request.toString());
    texts.add(request.connect().toString());
    attempts.forEach(attempt -> texts.add(attempt.toString()));
    return new RequestReading(attempts, texts);
  }
}
