package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads {@code require_auth}, as libpq does:
 *
 * <ol>
 *   <li>An empty value names no method: only a server that asks for nothing lets us log in.
 *   <li>A list with commas and no blanks. With {@code !} before each word all other methods are
 *       allowed; without, these alone. The two cannot be mixed.
 *   <li>An empty word, an unknown one and one that stands twice are errors.
 * </ol>
 */
final class AllowedMethods {
  private static final String NOT = "!";

  private AllowedMethods() {}

  /** Every method: what holds where nothing is demanded. */
  static Set<AuthenticationMethod> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(AuthenticationMethod.class));
  }

  static Set<AuthenticationMethod> read(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      return Collections.unmodifiableSet(EnumSet.of(AuthenticationMethod.NONE));
    }
    boolean negated = text.startsWith(NOT);
    EnumSet<AuthenticationMethod> named = EnumSet.noneOf(AuthenticationMethod.class);
    for (String word : text.split(",", -1)) {
      if (word.startsWith(NOT) != negated) {
        throw invalid(written, "mixes methods with and without \"!\"");
      }
      String name = negated ? word.substring(1) : word;
      AuthenticationMethod method =
          AuthenticationMethod.parse(name)
              .orElseThrow(
                  () -> invalid(written, "names " + Shown.value(name) + ", which is no method"));
      if (!named.add(method)) {
        throw invalid(written, "names " + name + " more than once");
      }
    }
    Set<AuthenticationMethod> allowed = negated ? EnumSet.complementOf(named) : named;
    return Collections.unmodifiableSet(allowed);
  }

  private static ProblemException invalid(Written written, String found) {
    return Problem.of(TlsFailure.INVALID_VALUE, written.origin().describe() + " " + found)
        .withRemedy(
            "Write a list such as scram-sha-256,none or !password,!md5 of password, md5, gss, sspi,"
                + " scram-sha-256, oauth and none.")
        .exception();
  }
}
