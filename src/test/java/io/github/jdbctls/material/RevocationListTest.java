package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RevocationListTest {
  private static final int ENTRIES = 10_000;

  @Test
  void looksEntriesUpInsteadOfScanningThem() {
    CountingCrl crl = new CountingCrl(ENTRIES);
    RevocationList list = new RevocationList(crl, "a test");
    assertThat(crl.questions()).isEqualTo(1);
    assertThat(crl.entriesVisited()).isEqualTo(ENTRIES);
    assertThat(crl.serialNumbersRead()).isEqualTo(ENTRIES);

    for (int i = 1; i <= ENTRIES; i++) {
      assertThat(list.entry(BigInteger.valueOf(i))).isPresent();
      assertThat(list.entry(BigInteger.valueOf(-i))).isEmpty();
    }
    assertThat(list.hasCriticalEntryExtension()).isFalse();
    assertThat(list.hasEntriesOfOtherIssuers()).isFalse();

    assertThat(crl.questions()).isEqualTo(1);
    assertThat(crl.entriesVisited()).isEqualTo(ENTRIES);
    assertThat(crl.serialNumbersRead()).isEqualTo(ENTRIES);
  }
}
