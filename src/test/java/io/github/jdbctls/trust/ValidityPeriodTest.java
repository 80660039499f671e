package io.github.jdbctls.trust;

import static io.github.jdbctls.trust.Chains.roots;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
            ValidityPeriod.of(List.of(ROOT.certificate()))
                .refusal(FROM.minus(Duration.ofDays(10)))
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

  /** Each in front of the other, so that either end may come from either certificate. */
  static Stream<Arguments> moments() {
    TestCertificate earlier = validBetween(0, 10);
    TestCertificate later = validBetween(5, 15);
    TestCertificate inner = validBetween(6, 8);
    List<List<TestCertificate>> paths =
        List.of(
            List.of(earlier, later),
            List.of(later, earlier),
            List.of(earlier, inner),
            List.of(inner, later),
            List.of(validBetween(0, 3), later),
            List.of(later, inner, earlier));
    return paths.stream()
        .flatMap(
            path ->
                IntStream.rangeClosed(-1, 16)
                    .mapToObj(day -> FROM.plus(Duration.ofDays(day)))
                    .flatMap(day -> Stream.of(day, day.minusMillis(1), day.plusMillis(1)))
                    .map(moment -> Arguments.of(path, moment)));
  }

  private static TestCertificate validBetween(int firstDay, int lastDay) {
    return TestCertificate.leaf(firstDay + " to " + lastDay)
        .valid(FROM.plus(Duration.ofDays(firstDay)), FROM.plus(Duration.ofDays(lastDay)))
        .selfSigned();
  }

  @ParameterizedTest
  @MethodSource("moments")
  void namesTheFirstCertificateThatIsNotValid(List<TestCertificate> path, Instant moment) {
    List<X509Certificate> certificates = path.stream().map(TestCertificate::certificate).toList();
    Optional<X509Certificate> first =
        certificates.stream()
            .filter(
                certificate ->
                    moment.isBefore(certificate.getNotBefore().toInstant())
                        || moment.isAfter(certificate.getNotAfter().toInstant()))
            .findFirst();

    Optional<Problem> problem = ValidityPeriod.of(certificates).refusal(moment);

    assertThat(problem.isPresent()).isEqualTo(first.isPresent());
    problem.ifPresent(
        found ->
            assertThat(found.found())
                .contains(first.orElseThrow().getSubjectX500Principal().getName()));
  }
}
