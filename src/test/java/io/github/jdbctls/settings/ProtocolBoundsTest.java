package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolBoundsTest {
  private static final String MIN = "ssl_min_protocol_version";
  private static final String MAX = "ssl_max_protocol_version";

  @Test
  void followThePolicyUpwardsOnly() throws Exception {
    TlsPolicy policy = TlsPolicy.unrestricted();

    assertThat(Reading.of().under(policy).tls().protocols()).isEqualTo(ProtocolBounds.DEFAULT);
    assertThat(Reading.of().under(policy.withLeastProtocol(TlsVersion.TLS_1_3)).tls().protocols())
        .isEqualTo(new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));
    assertThat(Reading.of().under(policy.withLeastProtocol(TlsVersion.TLS_1_1)).tls().protocols())
        .isEqualTo(ProtocolBounds.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.1, false", "TLSv1.2, true", "TLSv1.3, true", "SSLv3, false", "NONE, false"})
  void containWhatLiesWithin(String protocol, boolean within) {
    assertThat(ProtocolBounds.DEFAULT.contain(protocol)).isEqualTo(within);
  }

  /** What the two parameters say, and what that means in libpq. */
  record Range(Optional<String> min, Optional<String> max) {
    TlsVersion least() {
      return min.map(text -> TlsVersion.parse(text).orElse(TlsVersion.TLS_1_0))
          .orElse(TlsVersion.TLS_1_2);
    }

    TlsVersion greatest() {
      return max.flatMap(TlsVersion::parse).orElse(TlsVersion.TLS_1_3);
    }

    boolean hasVersions() {
      return least().compareTo(greatest()) <= 0;
    }

    Reading write(Reading reading) {
      min.ifPresent(text -> reading.url(MIN, text));
      max.ifPresent(text -> reading.property(MAX, text));
      return reading;
    }

    @Override
    public String toString() {
      return "min " + min + ", max " + max;
    }
  }

  static Stream<Range> ranges() {
    List<Optional<String>> values = new ArrayList<>(List.of(Optional.empty(), Optional.of("")));
    TlsVersion.protocols().forEach(protocol -> values.add(Optional.of(protocol)));
    return values.stream().flatMap(min -> values.stream().map(max -> new Range(min, max)));
  }

  /** libpq-cases 77, 78, 219 and 220. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ranges")
  void areReadAsByLibpq(Range range) throws Exception {
    Reading reading = range.write(Reading.of());

    if (range.hasVersions()) {
      assertThat(reading.tls().protocols())
          .isEqualTo(
              new ProtocolBounds(
                  range.least(),
                  range.greatest(),
                  origin(range.min(), Origin.Kind.URL, MIN),
                  origin(range.max(), Origin.Kind.PROPERTIES, MAX)));
    } else {
      Problem refusal = reading.refusal();
      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.found())
          .contains(range.min().isPresent() ? '"' + MIN + "\" in the URL" : "the default of " + MIN)
          .contains('"' + MAX + "\" in the properties");
    }
  }

  private static Optional<Origin> origin(Optional<String> value, Origin.Kind kind, String key) {
    return value.filter(text -> !text.isEmpty()).map(text -> new Origin(kind, key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlsv1.3", "TLSV1.3", "TLSv1.3"})
  void areReadInAnyCase(String value) throws Exception {
    assertThat(Reading.of().url(MIN, value).tls().protocols().withoutOrigins())
        .isEqualTo(new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));
  }

  /** libpq-cases 79 and 80. */
  @ParameterizedTest
  @ValueSource(strings = {"incorrect_tls", "TLSv1.4", "1.2", " TLSv1.2", "TLSv1.2 ", "SSLv3"})
  void areRefusedWhenTheyAreNoVersion(String value) {
    for (String key : List.of(MIN, MAX)) {
      Problem refusal = Reading.of().url(key, value).refusal();

      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.message()).contains(key, "TLSv1, TLSv1.1, TLSv1.2, TLSv1.3");
    }
  }

  @Test
  void areDescribedByTheirEnds() {
    assertThat(ProtocolBounds.DEFAULT.describe()).isEqualTo("TLSv1.2 to TLSv1.3");
  }

  @Test
  void comeFromTheEnvironment() throws Exception {
    ProtocolBounds bounds =
        Reading.of()
            .in(
                FakeEnvironment.empty()
                    .with("PGSSLMINPROTOCOLVERSION", "TLSv1.3")
                    .with("PGSSLMAXPROTOCOLVERSION", "TLSv1.3"))
            .tls()
            .protocols();

    assertThat(bounds.withoutOrigins())
        .isEqualTo(new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));
    assertThat(bounds.leastNamedBy().map(Origin::name)).contains("PGSSLMINPROTOCOLVERSION");
    assertThat(bounds.greatestNamedBy().map(Origin::name)).contains("PGSSLMAXPROTOCOLVERSION");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1", ""})
  void areWarnedAboutWhenTheEnvironmentLetsInOlderVersions(String value) throws Exception {
    FakeEnvironment environment = FakeEnvironment.empty().with("PGSSLMINPROTOCOLVERSION", value);

    assertThat(Reading.of().in(environment).read().warnings())
        .singleElement()
        .asString()
        .contains("PGSSLMINPROTOCOLVERSION", value);
    assertThat(Reading.of().url(MIN, value).in(environment).read().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void areNotWarnedAboutWhenTheEnvironmentLetsInNoOlderVersion(String value) throws Exception {
    FakeEnvironment environment = FakeEnvironment.empty().with("PGSSLMINPROTOCOLVERSION", value);

    assertThat(Reading.of().in(environment).read().warnings()).isEmpty();
  }

  static Stream<Arguments> underAPolicy() {
    return ranges()
        .filter(Range::hasVersions)
        .flatMap(range -> Stream.of(TlsVersion.values()).map(v -> Arguments.of(range, v)));
  }

  /** What is named stays, for the policy's check to refuse; else the newer of two counts. */
  @ParameterizedTest(name = "{0}, policy {1}")
  @MethodSource("underAPolicy")
  void areRaisedByThePolicyWhereNobodyNamedThem(Range range, TlsVersion policy) throws Exception {
    Reading reading =
        range.write(Reading.of().under(TlsPolicy.unrestricted().withLeastProtocol(policy)));
    boolean named = range.min().filter(text -> !text.isEmpty()).isPresent();
    boolean raised = !named && policy.compareTo(range.least()) > 0;

    assertThat(reading.tls().protocols().least()).isEqualTo(raised ? policy : range.least());
    assertThat(reading.tls().protocols().greatest()).isEqualTo(range.greatest());
  }
}
