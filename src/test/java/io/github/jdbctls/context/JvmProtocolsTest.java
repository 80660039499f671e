package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.ProtocolBounds;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JvmProtocolsTest {
  private static final Origin MIN = new Origin(Origin.Kind.URL, "ssl_min_protocol_version");
  private static final Origin MAX = new Origin(Origin.Kind.PROPERTIES, "ssl_max_protocol_version");
  private static final JvmProtocols USUAL =
      new JvmProtocols(List.of("TLSv1.3", "TLSv1.2"), "SSLv3, TLSv1, TLSv1.1, RC4", null);

  private static Problem refusal(JvmProtocols jvm, ProtocolBounds bounds) {
    ProblemException e = catchThrowableOfType(ProblemException.class, () -> jvm.check(bounds));
    assertThat(e).as("%s was to be refused", bounds).isNotNull();
    return e.problem();
  }

  static Stream<Arguments> namedBounds() {
    return Stream.of(TlsVersion.values())
        .flatMap(
            least ->
                Stream.of(TlsVersion.values())
                    .filter(greatest -> least.compareTo(greatest) <= 0)
                    .flatMap(
                        greatest ->
                            Stream.of(true, false)
                                .flatMap(
                                    min ->
                                        Stream.of(true, false)
                                            .map(max -> Arguments.of(least, greatest, min, max)))));
  }

  @ParameterizedTest(name = "{0} (named: {2}) to {1} (named: {3})")
  @MethodSource("namedBounds")
  void refuseWhatIsNamedAndDisabled(
      TlsVersion least, TlsVersion greatest, boolean min, boolean max) {
    ProtocolBounds bounds =
        new ProtocolBounds(
            least,
            greatest,
            min ? Optional.of(MIN) : Optional.empty(),
            max ? Optional.of(MAX) : Optional.empty());
    boolean minDisabled = min && least.compareTo(TlsVersion.TLS_1_2) < 0;
    boolean maxDisabled = max && greatest.compareTo(TlsVersion.TLS_1_2) < 0;
    boolean nothingLeft = greatest.compareTo(TlsVersion.TLS_1_2) < 0;

    if (!minDisabled && !maxDisabled && !nothingLeft) {
      assertThatCode(() -> USUAL.check(bounds)).doesNotThrowAnyException();
      return;
    }
    Problem refusal = refusal(USUAL, bounds);
    if (minDisabled || maxDisabled) {
      assertThat(refusal.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.found())
          .contains((minDisabled ? MIN : MAX).describe())
          .contains((minDisabled ? least : greatest).protocol())
          .contains("the security property jdk.tls.disabledAlgorithms");
    } else {
      assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_VERSION);
    }
    assertThat(refusal.message()).contains("TLSv1.3, TLSv1.2");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SSLv3, TLSv1.2, the system property jdk.tls.client.protocols",
        "'SSLv3, TLSv1.3 ', TLSv1.2, the security property jdk.tls.disabledAlgorithms",
        "-, -, the security property jdk.tls.disabledAlgorithms"
      })
  void nameTheProperty(String disabled, String clientProtocols, String named) {
    JvmProtocols jvm = new JvmProtocols(List.of("TLSv1.2"), disabled, clientProtocols);
    ProtocolBounds bounds =
        new ProtocolBounds(
            TlsVersion.TLS_1_2, TlsVersion.TLS_1_3, Optional.of(MIN), Optional.of(MAX));

    assertThat(refusal(jvm, bounds).found()).endsWith(named);
  }

  @Test
  void refuseBoundsOfWhichNothingIsLeft() {
    JvmProtocols jvm = new JvmProtocols(List.of("TLSv1.2"), "TLSv1.3", null);

    Problem refusal = refusal(jvm, new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));

    assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_VERSION);
    assertThat(refusal.message()).contains("TLSv1.3 to TLSv1.3", "TLSv1.2");
  }

  @Test
  void areThoseOfThisJvm() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);

    JvmProtocols jvm = JvmProtocols.of(context);

    assertThat(jvm.enabled()).contains("TLSv1.2", "TLSv1.3").doesNotContain("TLSv1", "TLSv1.1");
    assertThat(jvm.disabledAlgorithms())
        .isEqualTo(Security.getProperty("jdk.tls.disabledAlgorithms"));
  }
}
