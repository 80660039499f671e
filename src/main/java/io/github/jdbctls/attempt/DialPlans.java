package io.github.jdbctls.attempt;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of drivers that dial by themselves, each under a handle, for as long as its connection
 * can be reached.
 *
 * <ol>
 *   <li>While the driver opens its connection the handle is held by the call.
 *   <li>Then by an object of the driver's that lives as long as the connection: whoever holds a
 *       copy of the handle after that finds nothing.
 *   <li>A driver that hands such an object to its hooks needs no handle: the plan is found by the
 *       object's identity.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class DialPlans {
  private static final class Owner extends WeakReference<Object> {
    private final int hash;
    private final @Nullable String handle;

    Owner(Object owner, @Nullable String handle, @Nullable ReferenceQueue<Object> queue) {
      super(owner, queue);
      this.hash = System.identityHashCode(owner);
      this.handle = handle;
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

  private static final Map<String, DialPlan> BY_HANDLE = new ConcurrentHashMap<>();
  private static final Map<Owner, DialPlan> BY_OWNER = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private DialPlans() {}

  /** Registers a plan and returns its handle. */
  public static String register(DialPlan plan) {
    forgetGone();
    String handle = Attempts.newHandle();
    BY_HANDLE.put(handle, plan);
    return handle;
  }

  /** Finds the plan of a handle. */
  public static Optional<DialPlan> find(String handle) {
    forgetGone();
    return Optional.ofNullable(BY_HANDLE.get(handle));
  }

  /** Finds the plan that lives as long as this very object. */
  public static Optional<DialPlan> of(Object owner) {
    return Optional.ofNullable(BY_OWNER.get(new Owner(owner, null, null)));
  }

  /**
   * Lets a plan live as long as an object of the driver's, which the plan must not hold.
   *
   * @return whether the handle is known
   */
  public static boolean keep(String handle, Object owner) {
    DialPlan plan = BY_HANDLE.get(handle);
    if (plan != null) {
      BY_OWNER.put(new Owner(owner, handle, GONE), plan);
    }
    return plan != null;
  }

  /** Ends a handle whose connection did not come about. */
  public static void release(String handle) {
    DialPlan plan = BY_HANDLE.remove(handle);
    BY_OWNER.values().removeIf(kept -> kept == plan);
  }

  /** Ends all handles: what is under way fails, and connections that stand dial no more. */
  public static void clear() {
    BY_HANDLE.values().forEach(DialPlan::end);
    BY_HANDLE.clear();
    BY_OWNER.clear();
  }

  private static void forgetGone() {
    for (Reference<?> owner = GONE.poll(); owner != null; owner = GONE.poll()) {
      BY_OWNER.remove(owner);
      String handle = ((Owner) owner).handle;
      if (handle != null && !isKept(handle)) {
        BY_HANDLE.remove(handle);
      }
    }
  }

  private static boolean isKept(String handle) {
    for (Owner owner : BY_OWNER.keySet()) {
      if (handle.equals(owner.handle)) {
        return true;
      }
    }
    return false;
  }
}
