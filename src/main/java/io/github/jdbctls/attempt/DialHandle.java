package io.github.jdbctls.attempt;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the calls and the connections of one handle share: who is in a call, and what may be dialled
 * otherwise. Thread-safe.
 */
final class DialHandle {
  private final String text;

  /** By the thread that is in it; the innermost. */
  private final Map<Thread, DialCall> calls = new ConcurrentHashMap<>();

  /** Objects of drivers that can be reached. */
  private final AtomicInteger kept = new AtomicInteger();

  /** Of what is dialled for connections that stand; none as long as there was none. */
  private volatile @Nullable DialPlan later;

  DialHandle(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  void begin(DialPlan plan) {
    Thread caller = Thread.currentThread();
    calls.put(caller, new DialCall(this, plan, calls.get(caller)));
  }

  void end(DialCall call) {
    DialCall outer = call.outer();
    if (outer == null) {
      calls.remove(Thread.currentThread(), call);
    } else {
      calls.replace(Thread.currentThread(), call, outer);
    }
  }

  void endCalls() {
    calls.values().forEach(call -> call.plan().end());
    calls.clear();
    kept.set(0);
  }

  /** Returns the call that this thread is in. */
  Optional<DialCall> call() {
    return Optional.ofNullable(calls.get(Thread.currentThread()));
  }

  /** Returns what this thread may dial. */
  Optional<DialPlan> plan() {
    DialCall call = calls.get(Thread.currentThread());
    if (call != null) {
      return Optional.of(call.plan());
    }
    return kept.get() > 0 ? Optional.ofNullable(later) : Optional.empty();
  }

  Optional<DialPlan> later() {
    return Optional.ofNullable(later);
  }

  /** A connection stands, and goes by what the first one went by. */
  synchronized void stands(DialPlan plan) {
    if (later == null) {
      later = plan.afterwards();
    }
  }

  void keep() {
    kept.incrementAndGet();
  }

  void forget() {
    kept.updateAndGet(count -> Math.max(0, count - 1));
  }

  boolean isUnused() {
    return calls.isEmpty() && kept.get() == 0;
  }
}
