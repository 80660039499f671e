package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Source;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads content that stands in a parameter or an environment variable itself. It cannot change
 * while the JVM runs.
 *
 * <ol>
 *   <li>An environment variable that is not set is missing; one with nothing but white space is
 *       empty.
 *   <li>In a variable, text with {@code -----BEGIN} is PEM; any other is base64 of any content, as
 *       Kubernetes secrets have it, or an error.
 *   <li>PEM in one line is read by {@link PemReader}, base64 by {@link LenientBase64}.
 *   <li>In a URL a {@code +} means a space. A space where base64 does not break its lines may have
 *       been one, so it is an error ({@link LostPlus}).
 *   <li>It is no larger than a file may be.
 * </ol>
 *
 * <p>No message repeats the content.
 */
final class WrittenContent {
  private static final String BEGIN = "-----BEGIN";

  private WrittenContent() {}

  /**
   * Reads a variable.
   *
   * @throws ProblemException FILE_MISSING, FILE_EMPTY or WRONG_CONTENT
   */
  static SourceBytes read(Place place, Source.Variable variable, Environment environment)
      throws ProblemException {
    String text = environment.variable(variable.name());
    if (text == null) {
      throw place
          .problem(TlsFailure.FILE_MISSING, "is not set")
          .withRemedy("Set it in the environment of this process, or correct the name.")
          .exception();
    }
    requireContent(place, text);
    if (text.contains(BEGIN)) {
      return new SourceBytes(place, Optional.empty(), text.getBytes(StandardCharsets.UTF_8));
    }
    Optional<byte[]> decoded = LenientBase64.decode(text);
    if (decoded.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String found = Content.of(bytes).description();
      Arrays.fill(bytes, (byte) 0);
      throw place
          .problem(TlsFailure.WRONG_CONTENT, "holds neither PEM nor base64, but " + found)
          .withRemedy(
              "Let it hold the content, not a path: PEM text, or base64 of any file."
                  + " The path of a file stands in the parameter itself.")
          .exception();
    }
    return new SourceBytes(place, Optional.empty(), decoded.get());
  }

  /**
   * Reads a parameter's own content.
   *
   * @throws ProblemException FILE_EMPTY or WRONG_CONTENT
   */
  static SourceBytes read(Place place, Source.Inline inline) throws ProblemException {
    String text = inline.content().reveal();
    requireContent(place, text);
    boolean inUrl = place.origin().kind() == Origin.Kind.URL;
    if (inUrl && LostPlus.isIn(text)) {
      throw place
          .problem(
              TlsFailure.WRONG_CONTENT, "has a space inside its base64, where a + may have stood")
          .withRemedy("Write + as %2B, and / as %2F: in a URL a + is a space.")
          .exception();
    }
    byte[] bytes =
        switch (inline.form()) {
          case PEM -> text.getBytes(StandardCharsets.UTF_8);
          case BASE64 -> LenientBase64.decode(text).orElseThrow(() -> noBase64(place, inUrl));
        };
    return new SourceBytes(place, Optional.empty(), bytes);
  }

  private static ProblemException noBase64(Place place, boolean inUrl) {
    Problem problem =
        place.problem(TlsFailure.WRONG_CONTENT, "is no base64, or is base64 that is cut short");
    String remedy = "Write base64: and the whole output of base64 -w0 FILE.";
    return problem.withRemedy(inUrl ? remedy + " In a URL write + as %2B." : remedy).exception();
  }

  private static void requireContent(Place place, String text) throws ProblemException {
    if (text.isBlank()) {
      throw RegularFile.empty(place);
    }
    if (text.length() > RegularFile.LIMIT) {
      throw RegularFile.tooLarge(place, RegularFile.LIMIT);
    }
  }
}
