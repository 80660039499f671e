package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.HostPort;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For how long a handle opens anything. */
@Timeout(60)
class DialPlansTest {
  private static DialPlan plan() {
    return DialPlan.inClearText(
        List.of(new HostPort("db", 1)),
        List.of(),
        new DirectTls(Optional.empty()),
        Deadline.ofConnect(Optional.empty()));
  }

  /** Equal to all others, as a driver's object may be. */
  private record Owner() {}

  private final String handle = Attempts.newHandle();
  private final List<Owner> held = new ArrayList<>();

  /** What another thread finds: one that is in no call. */
  private Optional<DialPlan> foundElsewhere() throws Exception {
    FutureTask<Optional<DialPlan>> task = new FutureTask<>(() -> DialPlans.find(handle));
    Thread thread = new Thread(task, "elsewhere");
    thread.start();
    thread.join();
    return task.get();
  }

  @Test
  void findsThePlanOfTheCallUntilThatEnds() throws Exception {
    DialPlan plan = plan();
    DialCall call = DialPlans.begin(handle, plan);

    assertThat(DialPlans.find(handle)).containsSame(plan);
    assertThat(foundElsewhere()).as("no connection stands").isEmpty();
    call.end();
    assertThat(DialPlans.find(handle)).isEmpty();
  }

  @Test
  void findsNothingByAHandleOfNobody() {
    assertThat(DialPlans.find(handle)).isEmpty();
    assertThat(DialPlans.find("")).isEmpty();
  }

  @Test
  void findsItsOwnPlanInEachThread() throws Exception {
    DialPlan plan = plan();
    DialPlan another = plan();
    DialCall call = DialPlans.begin(handle, plan);
    FutureTask<Optional<DialPlan>> task =
        new FutureTask<>(
            () -> {
              DialCall itsOwn = DialPlans.begin(handle, another);
              Optional<DialPlan> found = DialPlans.find(handle);
              itsOwn.end();
              return found;
            });
    Thread thread = new Thread(task, "another call");
    thread.start();
    thread.join();

    assertThat(task.get()).containsSame(another);
    assertThat(DialPlans.find(handle)).containsSame(plan);
    call.end();
  }

  @Test
  void findsTheInnerPlanInACallWithinACall() {
    DialPlan outer = plan();
    DialPlan inner = plan();
    DialCall outerCall = DialPlans.begin(handle, outer);
    DialCall innerCall = DialPlans.begin(handle, inner);

    assertThat(DialPlans.find(handle)).containsSame(inner);
    innerCall.end();
    assertThat(DialPlans.find(handle)).containsSame(outer);
    outerCall.end();
    assertThat(DialPlans.find(handle)).isEmpty();
  }

  /** Of several connections it is one and the same, which knows all that was dialled for them. */
  @Test
  void findsThePlanOfLaterDialsOnceAConnectionStands() throws Exception {
    DialPlan plan = plan();
    Owner owner = held(plan);
    Optional<DialPlan> later = foundElsewhere();
    held(plan());

    assertThat(later).isPresent();
    assertThat(later.get()).isNotSameAs(plan);
    assertThat(later.get().stands()).as("goes by the material of its time").isTrue();
    assertThat(foundElsewhere()).as("of both connections").containsSame(later.get());
    assertThat(DialPlans.find(handle)).as("in a thread without a call").containsSame(later.get());
    assertThat(DialPlans.of(owner)).containsSame(plan);
  }

  private Owner held(DialPlan plan) {
    Owner owner = standing(plan);
    held.add(owner);
    return owner;
  }

  private Owner standing(DialPlan plan) {
    Owner owner = new Owner();
    DialCall call = DialPlans.begin(handle, plan);
    call.stands(owner);
    call.end();
    return owner;
  }

  /** What stands over TLS must not find what may be dialled in plain text. */
  @Test
  void findsNothingByAnotherHandleOfTheSameRequest() {
    held(plan());

    assertThat(DialPlans.find(handle)).isPresent();
    assertThat(DialPlans.find(handle + "-plain-text")).isEmpty();
  }

  @Test
  void findsAPlanByTheIdentityOfItsOwnerUnlessTheCallFails() {
    DialPlan plan = plan();
    DialCall call = DialPlans.begin(handle, plan);
    Owner owner = new Owner();
    Owner second = new Owner();

    assertThat(DialPlans.keep(handle, owner)).isTrue();
    assertThat(DialPlans.keep(handle, second)).isTrue();

    assertThat(DialPlans.of(owner)).containsSame(plan);
    assertThat(DialPlans.of(new Owner())).as("one that is equal").isEmpty();
    call.end();
    assertThat(DialPlans.of(owner)).as("ended in vain").isEmpty();
    assertThat(DialPlans.of(second)).as("ended in vain").isEmpty();
    assertThat(DialPlans.find(handle)).isEmpty();
  }

  @Test
  void keepsNothingForACallThatIsOver() {
    DialPlans.begin(handle, plan()).end();
    Owner owner = new Owner();

    assertThat(DialPlans.keep(handle, owner)).isFalse();
    assertThat(DialPlans.of(owner)).isEmpty();
  }

  @Test
  void forgetsAHandleWhenNothingCanUseItAnyLonger() {
    WeakReference<Owner> owner = gone();

    while (owner.get() != null || DialPlans.find(handle).isPresent()) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(DialPlans.find(handle)).isEmpty();
  }

  private WeakReference<Owner> gone() {
    return new WeakReference<>(standing(plan()));
  }

  @Test
  void findsThePlanOfLaterDialsWhileAnotherConnectionIsLeft() throws Exception {
    DialPlan plan = plan();
    Owner left = held(plan);
    DialPlan later = DialPlans.find(handle).orElseThrow();
    WeakReference<Owner> gone = gone();

    while (gone.get() != null) {
      System.gc();
    }
    // What a collection finds is told in any order, but all of it before what the next one finds.
    awaitCollection();
    awaitCollection();

    assertThat(DialPlans.find(handle)).containsSame(later);
    assertThat(DialPlans.of(left)).containsSame(plan);
  }

  @Test
  void endsEverythingWhenAllIsForgotten() throws Exception {
    Owner owner = held(plan());
    DialPlan plan = plan();
    DialCall call = DialPlans.begin(handle, plan);

    DialPlans.clear();

    assertThat(DialPlans.find(handle)).isEmpty();
    assertThat(foundElsewhere()).isEmpty();
    assertThat(DialPlans.of(owner)).isEmpty();
    assertThatThrownBy(() -> plan.newSocket().connect(InetSocketAddress.createUnresolved("db", 1)))
        .isInstanceOf(RefusedIOException.class);
    call.end();
    held(plan());
    assertThat(foundElsewhere()).as("the same handle, begun anew").isPresent();
  }

  private static void awaitCollection() throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    Reference<Object> witness = new WeakReference<>(new Object(), queue);
    Reference<?> told;
    do {
      System.gc();
      told = queue.remove(100);
    } while (told == null);
    assertThat(told == witness).isTrue();
  }
}
