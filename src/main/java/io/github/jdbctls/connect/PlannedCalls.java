package io.github.jdbctls.connect;

import io.github.jdbctls.attempt.Attempts;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.protocol.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a driver that dials by itself is told for a request: for each transport the same handle, and
 * without a limit of time the same words, each time that the request serves. Such a driver may keep
 * what it has read, by the very words.
 *
 * <p>Thread-safe; prints nothing.
 */
final class PlannedCalls {
  private static final String PLAIN_TEXT = "-plain-text";

  private final String handle = Attempts.newHandle();
  private final Map<Transport, DelegateCall> unlimited = new ConcurrentHashMap<>();

  /** Returns the handle for a transport: what stands over TLS must never dial in plain text. */
  String handle(Transport transport) {
    return transport == Transport.PLAIN ? handle + PLAIN_TEXT : handle;
  }

  /**
   * Returns what the driver is told.
   *
   * @param request that these calls belong to
   */
  DelegateCall call(Request request, Transport transport, Optional<Duration> remaining) {
    if (remaining.isPresent()) {
      return make(request, transport, remaining);
    }
    // Without a lock: a dialect may be anybody's.
    DelegateCall known = unlimited.get(transport);
    if (known == null) {
      known = make(request, transport, remaining);
      unlimited.put(transport, known);
    }
    return known;
  }

  private DelegateCall make(Request request, Transport transport, Optional<Duration> remaining) {
    return request
        .dialect()
        .call(request.url(), request.delegateProperties(), transport, handle(transport), remaining);
  }

  @Override
  public String toString() {
    return "PlannedCalls";
  }
}
