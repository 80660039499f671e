package io.github.jdbctls.it.libpq;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;

/**
 * Judges a case by what has been seen.
 *
 * <ol>
 *   <li>Ours may not be laxer than libpq, but for what a listed deviation reads.
 *   <li>Without a listed deviation the outcome is libpq's; with one it is the deviation's, so that
 *       one which no longer occurs is found.
 *   <li>A refusal has the reason that it must have.
 *   <li>A connection that was to be verified has been verified.
 *   <li>The server has seen the transport that we believe in.
 *   <li>The case's own proofs.
 * </ol>
 */
final class Judgement {
  private Judgement() {}

  static void judge(LibpqCase libpqCase, Evidence evidence) {
    Observed observed = evidence.observed();
    boolean mayBeLaxer =
        libpqCase.deviation().filter(d -> d.kind() == Deviation.Kind.READS_MORE).isPresent();
    if (observed.outcome().isLaxerThan(libpqCase.libpq()) && !mayBeLaxer) {
      throw new AssertionError(
          "LAXER than libpq: " + libpqCase + ": libpq " + libpqCase.libpq() + ", ours " + observed);
    }
    assertThat(observed.outcome())
        .as("%s: libpq %s, ours %s", libpqCase, libpqCase.libpq(), observed)
        .isEqualTo(libpqCase.ours().outcome());
    if (observed.outcome() == Outcome.REFUSED) {
      assertReason(libpqCase.ours(), observed);
    } else {
      assertVerified(libpqCase, observed);
      assertSeenByServer(libpqCase, observed);
    }
    libpqCase.proofs().forEach(proof -> proof.check(evidence));
  }

  private static void assertReason(Expected expected, Observed observed) {
    SoftAssertions.assertSoftly(
        softly -> {
          softly
              .assertThat(observed.failure())
              .as("%s", observed.message())
              .isEqualTo(expected.failure().map(Enum::name).orElse(""));
          expected
              .sqlState()
              .ifPresent(
                  state ->
                      softly
                          .assertThat(observed.sqlState())
                          .as("%s", observed.message())
                          .isEqualTo(state));
          expected.texts().forEach(text -> softly.assertThat(observed.message()).contains(text));
        });
  }

  /** A root file is used in every mode that gets as far as TLS. */
  private static void assertVerified(LibpqCase libpqCase, Observed observed) {
    if (observed.outcome() == Outcome.PLAIN) {
      return;
    }
    String mode = libpqCase.client().parameter("sslmode").orElse("verify-full");
    if (libpqCase.client().parameter("sslrootcert").isPresent()) {
      assertThat(observed.trustAnchor()).as("the root in which the chain ends").isNotEmpty();
    }
    if (mode.equals("verify-full")) {
      assertThat(observed.verifiedName()).as("the verified name").isNotEmpty();
    }
  }

  private static void assertSeenByServer(LibpqCase libpqCase, Observed observed) {
    boolean endsBefore = libpqCase.server().front().filter(Front::endsTls).isPresent();
    boolean encrypted = observed.outcome() == Outcome.TLS && !endsBefore;
    assertThat(observed.serverView()).as("pg_stat_ssl.ssl").isEqualTo(encrypted ? "t" : "f");
  }
}
