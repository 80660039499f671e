package io.github.jdbctls.attempt;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of drivers that dial by themselves, found by what a driver gives its hooks.
 *
 * <ol>
 *   <li>A handle is the same for all calls of one request, so that a driver which remembers what it
 *       was asked for knows it again. The thread tells one call from another: in a call the driver
 *       dials in its caller's thread, and finds the plan of that very call; in a call within a
 *       call, the inner one's.
 *   <li>A thread that is in no call dials for a connection that stands, to cancel, reconnect or
 *       fail over: as long as one of the handle's can be reached it finds the plan for that.
 *       Whoever holds a copy of the handle after that finds nothing.
 *   <li>A driver that gives its hooks an object which lives as long as its connection needs no
 *       handle: the plan of its call is found by the object's identity.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class DialPlans {
  private static final class Owner extends WeakReference<Object> {
    private final int hash;

    Owner(Object owner, @Nullable ReferenceQueue<Object> queue) {
      super(owner, queue);
      this.hash = System.identityHashCode(owner);
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Owner owner && get() != null && get() == owner.get());
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final Map<String, DialHandle> BY_HANDLE = new ConcurrentHashMap<>();
  private static final Map<Owner, DialCall> BY_OWNER = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private DialPlans() {}

  /** Begins a call in this thread, which must end it. */
  public static DialCall begin(String handle, DialPlan plan) {
    forgetGone();
    DialHandle shared =
        BY_HANDLE.compute(
            handle,
            (text, known) -> {
              DialHandle current = known == null ? new DialHandle(text) : known;
              current.begin(plan);
              return current;
            });
    // Unless everything was cleared meanwhile; then the call finds nothing to dial.
    return shared.call().orElseGet(() -> new DialCall(shared, plan, null));
  }

  /** Finds what this thread may dial by a handle. */
  public static Optional<DialPlan> find(String handle) {
    forgetGone();
    DialHandle known = BY_HANDLE.get(handle);
    return known == null ? Optional.empty() : known.plan();
  }

  /** Finds the plan of the call that an object was {@linkplain #keep kept} for. */
  public static Optional<DialPlan> of(Object owner) {
    return Optional.ofNullable(BY_OWNER.get(new Owner(owner, null))).map(DialCall::plan);
  }

  /**
   * Lets the plan of this thread's call live as long as an object of the driver's, which the plan
   * must not hold; if the call fails, as long as the call.
   *
   * @return whether the thread has a call of this handle
   */
  public static boolean keep(String handle, Object owner) {
    DialHandle known = BY_HANDLE.get(handle);
    Optional<DialCall> call = known == null ? Optional.empty() : known.call();
    call.ifPresent(found -> keep(found, owner));
    return call.isPresent();
  }

  static void keep(DialCall call, Object owner) {
    if (BY_OWNER.put(new Owner(owner, GONE), call) == null) {
      call.handle().keep();
    }
  }

  static void end(DialCall call, boolean stands) {
    if (!stands) {
      for (Owner owner : List.copyOf(BY_OWNER.keySet())) {
        if (BY_OWNER.remove(owner, call)) {
          call.handle().forget();
        }
      }
    }
    call.handle().end(call);
    removeUnused(call.handle());
  }

  /** Ends all handles: what is under way fails, and connections that stand dial no more. */
  public static void clear() {
    BY_HANDLE.values().forEach(DialHandle::endCalls);
    BY_HANDLE.clear();
    BY_OWNER.clear();
  }

  private static void forgetGone() {
    for (Reference<?> owner = GONE.poll(); owner != null; owner = GONE.poll()) {
      DialCall call = BY_OWNER.remove(owner);
      if (call != null) {
        call.handle().forget();
        removeUnused(call.handle());
      }
    }
  }

  /** As one step with the beginning of a call. */
  private static void removeUnused(DialHandle handle) {
    BY_HANDLE.computeIfPresent(
        handle.text(), (text, known) -> known == handle && known.isUnused() ? null : known);
  }
}
