package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class KeptValuesTest {
  private static final int KEPT = 4;
  private static final int MANY = 200;

  private final KeptValues<Integer, Object> values = new KeptValues<>(KEPT);

  private void useOthers() {
    for (int i = 1; i <= MANY; i++) {
      values.get(i, Object::new);
    }
  }

  @Test
  void keepsTheMostRecentlyUsedThoughNobodyHoldsThem() {
    int hash = System.identityHashCode(values.get(0, Object::new));
    collectGarbage();

    assertThat(System.identityHashCode(values.get(0, Object::new))).isEqualTo(hash);
  }

  @Test
  void keepsWhatIsHeldHoweverManyOthersAreUsed() {
    Object held = values.get(0, Object::new);
    try {
      useOthers();
      collectGarbage();

      assertThat(values.get(0, Object::new)).isSameAs(held);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void forgetsWhatNobodyHoldsBeyondThose() {
    useOthers();
    for (int i = 0; i < 100 && values.size() > KEPT; i++) {
      collectGarbage();
    }

    assertThat(values.size()).isEqualTo(KEPT);
  }

  @Test
  void forgetsWhatIsGoneThoughNoneIsAskedFor() throws Exception {
    useOthers();
    for (int i = 0; i < 100 && values.keys() > KEPT; i++) {
      collectGarbage();
      Thread.sleep(1);
      values.forgetGone();
    }

    assertThat(values.keys()).isEqualTo(KEPT);
  }

  @Test
  void forgetsAllWhenItIsCleared() {
    Object held = values.get(0, Object::new);

    values.clear();

    assertThat(values.get(0, Object::new)).isNotSameAs(held);
  }

  @Test
  void knowsTheVeryKeyOfAValue() {
    KeptValues<String, Object> named = new KeptValues<>(KEPT);
    String first = new String("name");
    String equal = new String("name");

    assertThat(named.known(first)).isSameAs(first);
    named.get(first, Object::new);
    assertThat(named.known(equal)).isSameAs(first);
    named.clear();
    assertThat(named.known(equal)).isSameAs(equal);
  }

  private static void collectGarbage() {
    System.gc();
  }
}
