package io.github.jdbctls.attempt;

import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.settings.HostPort;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The attempts of a {@link DialPlan}, whose lock guards them: those that were begun to open the
 * connection, and those since it stands.
 */
final class DialledAttempts {
  private final List<Attempt> opening = new ArrayList<>();

  /** Each is held by its socket. */
  private final List<WeakReference<Attempt>> later = new ArrayList<>();

  /** Adds one that is to open the connection. */
  void add(Attempt attempt) {
    opening.add(attempt);
  }

  /** Adds one of a connection that stands, and forgets those that are over. */
  void addLater(Attempt attempt) {
    opening.removeIf(Attempt::isClosed);
    later.removeIf(DialledAttempts::isOver);
    later.add(new WeakReference<>(attempt));
  }

  private static boolean isOver(WeakReference<Attempt> reference) {
    Attempt attempt = reference.get();
    return attempt == null || attempt.isClosed();
  }

  /** The oldest of this kind. */
  Optional<Attempt> first(Predicate<Attempt> sought) {
    for (Attempt attempt : opening) {
      if (sought.test(attempt)) {
        return Optional.of(attempt);
      }
    }
    for (WeakReference<Attempt> reference : later) {
      Attempt attempt = reference.get();
      if (attempt != null && sought.test(attempt)) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  /** Whether each host was refused or, where TLS is demanded, has said that it has none. */
  boolean wasEachRefused(List<HostPort> hosts, boolean demandsTls) {
    for (HostPort host : hosts) {
      if (!wasRefused(host, demandsTls)) {
        return false;
      }
    }
    return true;
  }

  private boolean wasRefused(HostPort host, boolean demandsTls) {
    for (Attempt attempt : opening) {
      if (attempt.server().equals(host)
          && (attempt.problem().isPresent() || (demandsTls && hasNoTls(attempt)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNoTls(Attempt attempt) {
    return attempt.answer().equals(Optional.of(TlsRequest.Answer.NO_TLS));
  }

  /** Whether each host has said that it has no TLS, and nothing was refused. */
  boolean metNoTls(List<HostPort> hosts) {
    return hosts.stream()
            .allMatch(
                host ->
                    opening.stream()
                        .anyMatch(attempt -> attempt.server().equals(host) && hasNoTls(attempt)))
        && opening.stream().allMatch(attempt -> attempt.problem().isEmpty());
  }

  /** The first that was refused, else the last; empty if nothing was dialled. */
  Optional<Attempt> decisive() {
    return opening.stream()
        .filter(attempt -> attempt.problem().isPresent())
        .findFirst()
        .or(
            () ->
                opening.isEmpty()
                    ? Optional.empty()
                    : Optional.of(opening.get(opening.size() - 1)));
  }

  /**
   * Whether one of them may want another group, as {@link Attempt#mayWantAnotherGroup} has it, and
   * no other was refused or has come to a login, which might be counted against the user.
   */
  boolean mayWantAnotherGroup() {
    boolean isWanted = false;
    for (Attempt attempt : opening) {
      if (attempt.mayWantAnotherGroup()) {
        isWanted = true;
      } else if (attempt.problem().isPresent() || attempt.progress().reached(Progress.CONFIRMED)) {
        return false;
      }
    }
    return isWanted;
  }

  /** The connection stands: those that are live serve it, those that are closed are forgotten. */
  void connected() {
    opening.removeIf(Attempt::isClosed);
    for (Attempt attempt : opening) {
      if (attempt.isLive()) {
        attempt.connected();
      }
    }
  }

  /** There will be no connection: all are closed but those that stand. */
  void end() {
    opening.forEach(Attempt::end);
  }
}
