package io.github.jdbctls.it.libpq;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a case can fail. */
class JudgementIT {
  private static final Row ROW =
      new Row(
          0,
          "a case",
          ServerSetup.presenting("server-cn-only"),
          Client.of("localhost", "user", "database"));
  private static final LibpqCase REFUSED = ROW.refused(TlsFailure.WRONG_NAME, "not for");

  private static Evidence connected(
      Outcome outcome, String name, String anchor, String serverView) {
    return new Evidence(
        new Observed(outcome, "", "", "", name, anchor, serverView, "", "", ""), "", 0);
  }

  private static Evidence refused(TlsFailure failure, String message) {
    return new Evidence(
        new Observed(Outcome.REFUSED, failure.name(), "08001", message, "", "", "", "", "", ""),
        "",
        0);
  }

  private static void assertFails(LibpqCase libpqCase, Evidence evidence, String text) {
    assertThatThrownBy(() -> Judgement.judge(libpqCase, evidence))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(text);
  }

  @Test
  void failsWhereOursIsLaxer() {
    assertFails(REFUSED, connected(Outcome.TLS, "localhost", "root", "t"), "LAXER");
    assertFails(REFUSED, connected(Outcome.PLAIN, "", "", "f"), "LAXER");
    assertFails(ROW.tls(), connected(Outcome.PLAIN, "", "", "f"), "LAXER");
  }

  @Test
  void failsWhereOursIsStricterWithoutADeviation() {
    assertFails(ROW.tls(), refused(TlsFailure.WRONG_NAME, "not for you"), "libpq TLS");
    assertFails(ROW.plain(), connected(Outcome.TLS, "", "", "t"), "libpq PLAIN");
  }

  @Test
  void failsWhereAListedDeviationNoLongerOccurs() {
    LibpqCase stricter =
        ROW.stricter(Deviation.NO_DOWNGRADE, Outcome.PLAIN, TlsFailure.UNTRUSTED_CHAIN);
    LibpqCase readsMore = ROW.readsMore(Deviation.MODE_SPELLING);

    assertFails(stricter, connected(Outcome.PLAIN, "", "", "f"), "libpq PLAIN");
    assertFails(readsMore, refused(TlsFailure.INVALID_VALUE, ""), "libpq REFUSED");
    assertFails(readsMore, connected(Outcome.PLAIN, "", "", "f"), "libpq REFUSED");
  }

  @Test
  void failsWhereTheReasonIsAnother() {
    assertFails(REFUSED, refused(TlsFailure.UNTRUSTED_CHAIN, "not for you"), "WRONG_NAME");
    assertFails(REFUSED, refused(TlsFailure.WRONG_NAME, "something else"), "not for");
    assertThatCode(() -> Judgement.judge(REFUSED, refused(TlsFailure.WRONG_NAME, "not for you")))
        .doesNotThrowAnyException();
  }

  @Test
  void failsWhereNothingWasVerified() {
    LibpqCase withRoots = ROW.with("sslrootcert=root.crt", "sslmode=require").tls();

    assertFails(withRoots, connected(Outcome.TLS, "", "", "t"), "the root");
    assertFails(ROW.tls(), connected(Outcome.TLS, "", "root", "t"), "the verified name");
  }

  @Test
  void failsWhereTheServerHasSeenAnotherTransport() {
    assertFails(ROW.tls(), connected(Outcome.TLS, "localhost", "root", "f"), "pg_stat_ssl");
    assertFails(ROW.plain(), connected(Outcome.PLAIN, "", "", "t"), "pg_stat_ssl");
  }

  @Test
  void takesNoCaseThatDiffersWithoutADeviation() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LibpqCase(
                    0,
                    "a case",
                    ROW.client(),
                    ROW.server(),
                    Outcome.REFUSED,
                    Expected.connection(Outcome.TLS),
                    Optional.empty(),
                    List.of()))
        .withMessageContaining("without a listed deviation");
  }
}
