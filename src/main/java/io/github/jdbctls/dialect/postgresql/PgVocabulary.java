package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.AuthenticationMethod;
import io.github.jdbctls.settings.ChannelBinding;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.LoginDemands;
import io.github.jdbctls.settings.Meaning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known about pgjdbc's properties: which are handed on, which would weaken TLS and are
 * refused, which say in pgjdbc's words what one of our parameters says.
 *
 * <p>Keys are compared without regard to case, although pgjdbc's are not: a key that pgjdbc
 * silently ignores is a user who believes in a protection that is not there.
 */
final class PgVocabulary implements DelegateVocabulary {
  /** Followed by the name of a type; the value is the class for it. */
  private static final String DATA_TYPE = "datatype.";

  static final String CHANNEL_BINDING = "channelBinding";
  static final String REQUIRE_AUTH = "requireAuth";

  @Override
  public Optional<KeyRule> rule(String key) {
    if (key.regionMatches(true, 0, DATA_TYPE, 0, DATA_TYPE.length())) {
      return Optional.of(
          new PassFromProperties(
              "would load a class that a URL names",
              "Set it in the properties, or call addDataType."));
    }
    Optional<Function<String, Meaning>> meaning = LibpqKeywords.find(key);
    return meaning.isPresent() ? Optional.of(new Reword(meaning.get())) : PgRules.find(key);
  }

  @Override
  public List<String> guardedKeys() {
    return PgRules.guarded();
  }

  /**
   * pgjdbc's {@code channelBinding} and {@code requireAuth}, which from its oldest version that is
   * accepted on do what libpq's parameters do:
   *
   * <ol>
   *   <li>{@code require} refuses plain text, and every login that is not a completed exchange by
   *       SCRAM-SHA-256-PLUS: {@code trust}, {@code cert}, {@code password} and {@code md5} too.
   *   <li>A method that is not in the list is refused when the server asks for it, before anything
   *       is sent; a login for which it asks nothing, or not to the end, needs {@code none}.
   *   <li>The list is given as the methods that are allowed. OAuth, which pgjdbc refuses anyhow and
   *       has no word for, is left out; alone it is an error. Where all are allowed there is no
   *       list, for pgjdbc takes no empty one.
   *   <li>Kerberos counts for pgjdbc as a login that was not finished, so that {@code gss} without
   *       {@code none} lets nobody in: stricter than libpq.
   * </ol>
   */
  @Override
  public Map<String, String> properties(LoginDemands demands) throws ProblemException {
    Map<String, String> properties = new HashMap<>();
    if (demands.channelBinding() != ChannelBinding.PREFER) {
      properties.put(CHANNEL_BINDING, demands.channelBinding().parameterValue());
    }
    if (!demands.allowsEveryMethod()) {
      String methods =
          demands.methods().stream()
              .filter(method -> method != AuthenticationMethod.OAUTH)
              .map(AuthenticationMethod::parameterValue)
              .collect(Collectors.joining(","));
      if (methods.isEmpty()) {
        throw Problem.of(
                TlsFailure.UNSUPPORTED_PARAMETER, "require_auth allows no method that pgjdbc knows")
            .withRemedy("Allow password, md5, gss, sspi, scram-sha-256 or none.")
            .exception();
      }
      properties.put(REQUIRE_AUTH, methods);
    }
    return Map.copyOf(properties);
  }
}
