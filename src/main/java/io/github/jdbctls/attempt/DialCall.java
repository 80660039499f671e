package io.github.jdbctls.attempt;

import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a driver that dials by itself, in one thread, and the connection that came of it.
 *
 * <p>Thread-safe, but for {@link #end}, which is for the thread that has begun the call.
 */
public final class DialCall {
  private final DialHandle handle;
  private final DialPlan plan;
  private @Nullable DialCall outer;
  private boolean stands;

  DialCall(DialHandle handle, DialPlan plan, @Nullable DialCall outer) {
    this.handle = handle;
    this.plan = plan;
    this.outer = outer;
  }

  DialHandle handle() {
    return handle;
  }

  /** Returns what may be dialled in the call. */
  public DialPlan plan() {
    return plan;
  }

  /** The call of the same thread and handle within which this one was begun. */
  @Nullable DialCall outer() {
    return outer;
  }

  /** Returns the attempt whose confirmed, open socket this is: of the call, or of a later dial. */
  public Optional<Attempt> over(Socket socket) {
    Optional<Attempt> own = plan.over(socket);
    return own.isPresent() ? own : handle.later().flatMap(later -> later.over(socket));
  }

  /**
   * The connection stands: from now on any thread may dial for it, for as long as an object of the
   * driver's can be reached.
   */
  public void stands(Object owner) {
    plan.connected();
    handle.stands(plan);
    DialPlans.keep(this, owner);
    stands = true;
  }

  /** Ends the call: if no connection stands, nothing is given out, and all is closed. */
  public void end() {
    DialPlans.end(this, stands);
    plan.end();
    // A connection that stands must not hold what it was opened within.
    outer = null;
  }
}
