package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a dialect says about its driver's own keys. Implementations are immutable.
 *
 * <p>Our own parameters are looked up first, so that a rule for one of their keys has no effect.
 */
@FunctionalInterface
public interface DelegateVocabulary {
  /**
   * Returns the rule for a key; empty if the dialect does not know it.
   *
   * @param key as written; a dialect compares in any case what it refuses
   */
  Optional<KeyRule> rule(String key);

  /**
   * Returns the keys that are translated or refused, in the driver's spelling: a key that looks
   * like one of them is refused, because the driver would ignore it.
   */
  default List<String> guardedKeys() {
    return List.of();
  }

  /**
   * Returns the driver's properties for what is demanded of the login.
   *
   * @return nothing where nothing is demanded
   * @throws ProblemException if the driver does not enforce what is demanded
   */
  default Map<String, String> properties(LoginDemands demands) throws ProblemException {
    if (demands.channelBinding() == ChannelBinding.REQUIRE || !demands.allowsEveryMethod()) {
      throw Problem.of(
              TlsFailure.UNSUPPORTED_PARAMETER,
              "channel_binding or require_auth demands what this driver cannot enforce")
          .exception();
    }
    return Map.of();
  }

  /** What becomes of a key of the driver. */
  sealed interface KeyRule {
    /** Whether the driver is told the key. */
    default boolean isHandedOn() {
      return this instanceof Pass
          || this instanceof PassAgreed
          || this instanceof PassFromProperties;
    }
  }

  /** The key is handed on as it is. */
  record Pass() implements KeyRule {}

  /**
   * The key is handed on, and may not have two different values: one place must not overrule
   * another.
   *
   * @param concern keys that say a part of the same, this one among them: if the application has
   *     written any of these, a URL writes none of the others; empty if there are none
   */
  record PassAgreed(List<String> concern) implements KeyRule {
    /** A key that says all of it. */
    public PassAgreed() {
      this(List.of());
    }
  }

  /**
   * The key is handed on from the properties, and refused in a URL, which may come from somebody
   * else.
   *
   * @param reason as for {@link Refuse}
   * @param remedy as for {@link Refuse}
   */
  record PassFromProperties(String reason, String remedy) implements KeyRule {}

  /**
   * The key is refused, because it would weaken or bypass TLS.
   *
   * @param reason a clause that follows the key: "would replace the TLS of jdbc-tls"
   * @param remedy what to do instead, as a sentence
   */
  record Refuse(String reason, String remedy) implements KeyRule {}

  /**
   * The key is another client's for an ordinary property, and is not handed on as it is.
   *
   * @param meaning what a value means for the driver
   */
  record Reword(Function<String, Meaning> meaning) implements KeyRule {}

  /**
   * The key means a parameter of ours, and is not handed on.
   *
   * @param parameter the parameter
   * @param value from the key's value to the parameter's; empty where the meaning is not exact, and
   *     the key is refused
   * @param remedyWhenEmpty what to do instead, as a sentence
   */
  record Translate(
      Parameter parameter, Function<String, Optional<String>> value, String remedyWhenEmpty)
      implements KeyRule {}

  /**
   * The key means several parameters of ours, and is not handed on.
   *
   * @param values from the key's value to those of the parameters; empty where the meaning is not
   *     exact, and the key is refused
   * @param remedyWhenEmpty what to do instead, as a sentence
   */
  record TranslateEach(Function<String, Map<Parameter, String>> values, String remedyWhenEmpty)
      implements KeyRule {}
}
