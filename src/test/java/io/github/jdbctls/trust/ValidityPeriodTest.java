package io.github.jdbctls.trust;

import static io.github.jdbctls.trust.Chains.roots;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidityPeriodTest {
  private static final Instant FROM = Instant.parse("2031-02-03T04:05:06Z");
  private static final Instant TO = Instant.parse("2031-03-03T04:05:06Z");
  private static final TestCertificate ROOT =
      TestCertificate.authority("test root")
          .valid(FROM.minus(Duration.ofDays(9)), TO.plus(Duration.ofDays(9)))
          .selfSigned();
  private static final TestCertificate LEAF =
      TestCertificate.leaf("db").valid(FROM, TO).issuedBy(ROOT);

  private static Verdict verifyAt(Instant moment) {
    return new ChainVerifier(roots(ROOT), Clock.fixed(moment, ZoneOffset.UTC))
        .verify(LEAF.chain(), Chains.AUTH_TYPE, null);
  }

  @Test
  void saysWhichCertificateIsNotYetValidAndWhatTheClockSays() {
    Problem problem = Chains.problem(verifyAt(Instant.parse("2031-02-03T04:05:05Z")));

    assertThat(problem.failure()).isEqualTo(TlsFailure.CERTIFICATE_NOT_YET_VALID);
    assertThat(problem.found())
        .isEqualTo(
            "the certificate of \"CN=db\" is not valid before 2031-02-03T04:05:06Z; the clock says"
                + " 2031-02-03T04:05:05Z");
    assertThat(problem.message()).startsWith("JTLS-403: ").contains("Check the clock");
  }

  @Test
  void looksAtTheAnchorToo() {
    Problem problem = Chains.problem(verifyAt(FROM.minus(Duration.ofDays(10))));

    assertThat(problem.failure()).isEqualTo(TlsFailure.CERTIFICATE_NOT_YET_VALID);
    assertThat(
            ValidityPeriod.refusal(List.of(ROOT.certificate()), FROM.minus(Duration.ofDays(10)))
                .map(Problem::found))
        .hasValueSatisfying(found -> assertThat(found).contains("\"CN=test root\""));
  }

  @Test
  void includesBothEnds() {
    assertThat(verifyAt(FROM)).isInstanceOf(Verdict.Accepted.class);
    assertThat(verifyAt(TO)).isInstanceOf(Verdict.Accepted.class);
    assertThat(Chains.failure(verifyAt(FROM.minusMillis(1))))
        .isEqualTo(Optional.of(TlsFailure.CERTIFICATE_NOT_YET_VALID));
    assertThat(Chains.failure(verifyAt(TO.plusMillis(1))))
        .isEqualTo(Optional.of(TlsFailure.CERTIFICATE_EXPIRED));
  }
}
