package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of the driver's on which URL and properties must agree.
 *
 * <ol>
 *   <li>A key has one value, in whatever case and place it is written.
 *   <li>Where the application has said something of a concern, a URL says nothing with another key
 *       of the same concern: to one key the application's no is another key's yes.
 * </ol>
 *
 * <p>Used by one thread, for the properties first.
 */
final class AgreedKeys {
  private final Map<String, Written> values = new TreeMap<>(KeyOrder.ANY_CASE);

  /**
   * Takes what was written, or refuses it.
   *
   * @param concern keys that say a part of the same, this one among them; empty if there are none
   */
  void add(Written written, List<String> concern) throws ProblemException {
    String key = written.origin().name();
    Written before = values.get(key);
    if (before == null) {
      requireSilence(written, concern);
      values.put(key, written);
    } else if (!before.text().equals(written.text())) {
      throw conflict(before, written, "have different values");
    }
  }

  private void requireSilence(Written written, List<String> concern) throws ProblemException {
    if (written.origin().kind() == Origin.Kind.URL) {
      for (String other : concern) {
        Written said = values.get(other);
        if (said != null && said.origin().kind() == Origin.Kind.PROPERTIES) {
          throw conflict(said, written, "are about the same, on which a URL overrules nobody");
        }
      }
    }
  }

  private static ProblemException conflict(Written before, Written written, String how) {
    return Problem.of(
            TlsFailure.CONFLICTING_PARAMETER,
            before.origin().describe() + " and " + written.origin().describe() + " " + how)
        .exception();
  }
}
