package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.settings.HostPort;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
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

  @Test
  void findsAPlanByItsHandleUntilThatIsReleased() {
    DialPlan plan = plan();
    String handle = DialPlans.register(plan);

    assertThat(DialPlans.find(handle)).containsSame(plan);
    DialPlans.release(handle);
    assertThat(DialPlans.find(handle)).isEmpty();
  }

  @Test
  void findsAPlanByTheIdentityOfItsOwner() {
    DialPlan plan = plan();
    String handle = DialPlans.register(plan);
    Owner owner = new Owner();

    assertThat(DialPlans.keep(handle, owner)).isTrue();

    assertThat(DialPlans.of(owner)).containsSame(plan);
    assertThat(DialPlans.of(new Owner())).as("one that is equal").isEmpty();
    DialPlans.release(handle);
    assertThat(DialPlans.of(owner)).as("released").isEmpty();
  }

  @Test
  void keepsNothingUnderAHandleThatIsOver() {
    String handle = DialPlans.register(plan());
    DialPlans.release(handle);
    Owner owner = new Owner();

    assertThat(DialPlans.keep(handle, owner)).isFalse();
    assertThat(DialPlans.of(owner)).isEmpty();
  }

  @Test
  void forgetsAHandleWhenNothingCanUseItAnyLonger() {
    String handle = DialPlans.register(plan());
    WeakReference<Owner> owner = kept(handle);

    while (owner.get() != null || DialPlans.find(handle).isPresent()) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(DialPlans.find(handle)).isEmpty();
  }

  @Test
  void findsAPlanByItsHandleWhileAnotherOwnerIsLeft() throws Exception {
    DialPlan plan = plan();
    String handle = DialPlans.register(plan);
    Owner left = new Owner();
    assertThat(DialPlans.keep(handle, left)).isTrue();
    WeakReference<Owner> gone = kept(handle);

    while (gone.get() != null) {
      System.gc();
    }
    // What a collection finds is told in any order, but all of it before what the next one finds.
    awaitCollection();
    awaitCollection();

    assertThat(DialPlans.find(handle)).containsSame(plan);
    assertThat(DialPlans.of(left)).containsSame(plan);
    DialPlans.release(handle);
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

  private static WeakReference<Owner> kept(String handle) {
    Owner owner = new Owner();
    assertThat(DialPlans.keep(handle, owner)).isTrue();
    assertThat(DialPlans.find(handle)).isPresent();
    return new WeakReference<>(owner);
  }
}
