package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the bounds of the protocol.
 *
 * <ol>
 *   <li>A version, in any case; an empty value is no bound, as in libpq.
 *   <li>Nothing given: TLS 1.2 is the oldest, and there is no newest.
 *   <li>The oldest is not newer than the newest, the default included.
 *   <li>Where nobody names an oldest version, the policy's counts if it is newer; a named one that
 *       is older than the policy's is for {@code connect} to refuse.
 * </ol>
 */
final class ProtocolBoundsText {
  private ProtocolBoundsText() {}

  /** Returns the bounds; adds a warning if the environment has let in older versions. */
  static ProtocolBounds read(AgreedValues values, TlsVersion policysLeast, List<String> warnings)
      throws ProblemException {
    Optional<Setting<Optional<TlsVersion>>> min = given(values, Parameter.SSL_MIN_PROTOCOL_VERSION);
    Optional<Setting<Optional<TlsVersion>>> max = given(values, Parameter.SSL_MAX_PROTOCOL_VERSION);
    TlsVersion least = ProtocolBounds.DEFAULT.least();
    if (min.isPresent()) {
      least = min.get().value().orElse(TlsVersion.TLS_1_0);
      warnOfEnvironment(min.get(), warnings);
    }
    TlsVersion greatest = ProtocolBounds.DEFAULT.greatest();
    if (max.isPresent()) {
      greatest = max.get().value().orElse(greatest);
    }
    refuseEmptyRange(least, min, greatest, max);
    Optional<Origin> leastNamedBy = namedBy(min);
    if (leastNamedBy.isEmpty() && policysLeast.compareTo(least) > 0) {
      least = policysLeast;
    }
    return new ProtocolBounds(least, greatest, leastNamedBy, namedBy(max));
  }

  private static Optional<Setting<Optional<TlsVersion>>> given(
      AgreedValues values, Parameter parameter) throws ProblemException {
    return values.has(parameter)
        ? Optional.of(values.read(parameter, ProtocolBoundsText::parse))
        : Optional.empty();
  }

  private static Optional<Origin> namedBy(Optional<Setting<Optional<TlsVersion>>> bound) {
    return bound.isPresent() && bound.get().value().isPresent()
        ? Optional.of(bound.get().origin())
        : Optional.empty();
  }

  private static void refuseEmptyRange(
      TlsVersion least,
      Optional<Setting<Optional<TlsVersion>>> min,
      TlsVersion greatest,
      Optional<Setting<Optional<TlsVersion>>> max)
      throws ProblemException {
    if (least.compareTo(greatest) <= 0) {
      return;
    }
    throw Problem.of(
            TlsFailure.INVALID_VALUE,
            bound(Parameter.SSL_MIN_PROTOCOL_VERSION, least, min)
                + ", is newer than "
                + bound(Parameter.SSL_MAX_PROTOCOL_VERSION, greatest, max)
                + ", so that no version is left")
        .withRemedy("Set both, the older one in ssl_min_protocol_version.")
        .exception();
  }

  private static String bound(
      Parameter parameter, TlsVersion version, Optional<Setting<Optional<TlsVersion>>> setting) {
    Origin origin =
        setting.map(Setting::origin).orElse(new Origin(Origin.Kind.DEFAULT, parameter.key()));
    return parameter.key() + " " + version.protocol() + ", by " + origin.describe();
  }

  private static void warnOfEnvironment(Setting<Optional<TlsVersion>> min, List<String> warnings) {
    TlsVersion usual = ProtocolBounds.DEFAULT.least();
    if (min.origin().kind() == Origin.Kind.ENVIRONMENT
        && min.value().orElse(TlsVersion.TLS_1_0).compareTo(usual) < 0) {
      warnings.add(
          min.origin().describe()
              + min.value().map(v -> " is " + v.protocol()).orElse(" is empty")
              + ", which allows TLS versions older than "
              + usual.protocol()
              + " as far as the JVM enables them");
    }
  }

  private static Optional<TlsVersion> parse(Written written) throws ProblemException {
    String text = written.text().reveal();
    Optional<TlsVersion> version = TlsVersion.parse(text);
    if (version.isEmpty() && !text.isEmpty()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              written.origin().describe()
                  + " is "
                  + Shown.value(text)
                  + ", which is no version of TLS")
          .withRemedy(
              "Use one of "
                  + String.join(", ", TlsVersion.protocols())
                  + ", or an empty value for no bound.")
          .exception();
    }
    return version;
  }
}
