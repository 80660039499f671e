package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.Pass;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.Reword;
import io.github.jdbctls.settings.DelegateVocabulary.Translate;
import io.github.jdbctls.settings.DelegateVocabulary.TranslateEach;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what the URL and the {@code Properties} say into parameters of ours and properties of the
 * driver.
 *
 * <ol>
 *   <li>A key of ours is collected, or refused if this version does not support it.
 *   <li>{@code user} and {@code password} are handed on to every driver, whatever its dialect says
 *       of them.
 *   <li>A key with a rule of the dialect is handed on, refused, or collected as the parameter of
 *       ours that it means, or as the property of the driver's that it means.
 *   <li>A key that looks like one of ours, or like one that the dialect translates or refuses, is
 *       refused.
 *   <li>A key with a character that no key has is refused: the driver would ignore it, and with it
 *       what it was meant to say. Beyond ASCII there are letters that a comparison without regard
 *       to case takes for others, so no key is looked up that way.
 *   <li>Any other key is handed on.
 * </ol>
 *
 * <p>Of the driver's properties the query beats the {@code Properties}, and in the query the last
 * one wins, as for pgjdbc; but who logs in, and what demands security, may not differ from place to
 * place. Used by one thread.
 */
final class WrittenParameters {
  /** How XML writes the character between two parameters. */
  private static final String ESCAPED_SEPARATOR = "amp;";

  private final DelegateVocabulary vocabulary;
  private final Map<Parameter, List<Written>> ours = new EnumMap<>(Parameter.class);
  private final Map<String, String> delegates = new LinkedHashMap<>();
  private final AgreedKeys agreed = new AgreedKeys();
  private final Map<String, Written> own = new HashMap<>();
  private final RewordedProperties reworded = new RewordedProperties();

  private WrittenParameters(DelegateVocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static WrittenParameters of(
      DelegateUrl url, @Nullable Properties properties, DelegateVocabulary vocabulary)
      throws ProblemException {
    WrittenParameters written = new WrittenParameters(vocabulary);
    if (properties != null) {
      written.addAll(properties);
    }
    if (url.user().isPresent()) {
      written.agree(new Written(Origin.Kind.URL, "user", url.user().get()));
    }
    if (url.password().isPresent()) {
      written.agree(new Written(Origin.Kind.URL, "password", url.password().get().reveal()));
    }
    for (DelegateUrl.UrlParameter parameter : url.parameters()) {
      written.add(Origin.Kind.URL, parameter.key(), parameter.value().reveal());
    }
    written.reworded.addTo(written.delegates, written.own);
    return written;
  }

  /** Returns all values of a parameter, with their places. */
  List<Written> values(Parameter parameter) {
    return List.copyOf(ours.getOrDefault(parameter, List.of()));
  }

  /** Returns the properties of the driver; user and password are among them. */
  Map<String, String> delegateProperties() {
    return delegates;
  }

  private void addAll(Properties properties) throws ProblemException {
    for (String key : PropertyKeys.of(properties)) {
      String value = properties.getProperty(key);
      Object own = properties.get(key);
      boolean text = value != null && (own == null || own instanceof String);
      if (text) {
        add(Origin.Kind.PROPERTIES, key, value);
      } else if (isOurConcern(key)) {
        throw Problem.of(
                TlsFailure.INVALID_VALUE,
                describe(Origin.Kind.PROPERTIES, key)
                    + " is no text"
                    + (own == null ? "" : " but a " + own.getClass().getName()))
            .withRemedy("Set it as a String.")
            .exception();
      }
    }
  }

  private boolean isOurConcern(String key) {
    return Parameter.find(key).isPresent()
        || vocabulary.rule(key).isPresent()
        || key.equals("user")
        || key.equals("password")
        || new Misspelling(vocabulary).meant(key).isPresent()
        || !Shown.isKey(key);
  }

  private void add(Origin.Kind kind, String key, String value) throws ProblemException {
    boolean isKey = Shown.isKey(key);
    Optional<Parameter> parameter = isKey ? Parameter.find(key) : Optional.empty();
    if (parameter.isPresent()) {
      collect(parameter.get(), new Written(kind, key, value));
      return;
    }
    if (key.equals("user") || key.equals("password")) {
      agree(new Written(kind, key, value));
      return;
    }
    Optional<KeyRule> rule = vocabulary.rule(key);
    if (rule.isPresent()) {
      follow(rule.get(), new Written(kind, key, value));
      return;
    }
    Optional<String> meant = new Misspelling(vocabulary).meant(key);
    if (meant.isPresent()) {
      throw Problem.of(
              TlsFailure.UNKNOWN_PARAMETER,
              describe(kind, key) + " is no parameter; the nearest is " + meant.get())
          .exception();
    }
    if (!isKey) {
      throw malformed(kind, key);
    }
    handOn(new Written(kind, key, value));
  }

  /** Not showing the key: in a URL it may be the rest of a password. */
  private static ProblemException malformed(Origin.Kind kind, String key) {
    boolean escaped = key.toLowerCase(Locale.ROOT).startsWith(ESCAPED_SEPARATOR);
    String shown = (escaped ? ESCAPED_SEPARATOR : "") + "…";
    Problem problem =
        Problem.of(
            TlsFailure.UNKNOWN_PARAMETER,
            new Origin(kind, shown).describe()
                + " is no parameter: of its "
                + key.length()
                + " characters one is none that keys have");
    return escaped
        ? problem
            .withRemedy("Write & in place of &amp; between the parameters: it was escaped twice.")
            .exception()
        : problem.exception();
  }

  private void handOn(Written written) {
    own.put(written.origin().name(), written);
    delegates.put(written.origin().name(), written.text().reveal());
  }

  private void follow(KeyRule rule, Written written) throws ProblemException {
    if (rule instanceof Pass) {
      handOn(written);
    } else if (rule instanceof PassAgreed pass) {
      agree(written, pass.concern());
    } else if (rule instanceof PassFromProperties pass) {
      if (written.origin().kind() == Origin.Kind.URL) {
        throw weakening(written, pass.reason(), pass.remedy());
      }
      handOn(written);
    } else if (rule instanceof Reword reword) {
      reworded.add(written, reword.meaning().apply(written.text().reveal()));
    } else if (rule instanceof Refuse refuse) {
      throw weakening(written, refuse.reason(), refuse.remedy());
    } else if (rule instanceof Translate translate) {
      Optional<String> translated = translate.value().apply(written.text().reveal());
      if (translated.isEmpty()) {
        throw weakening(
            written,
            "has a value without an exact meaning as " + translate.parameter().key(),
            translate.remedyWhenEmpty());
      }
      collect(translate.parameter(), new Written(written.origin(), Secret.of(translated.get())));
    } else if (rule instanceof TranslateEach translate) {
      Map<Parameter, String> translated = translate.values().apply(written.text().reveal());
      if (translated.isEmpty()) {
        throw weakening(
            written,
            "has a value without an exact meaning for jdbc-tls",
            translate.remedyWhenEmpty());
      }
      for (Map.Entry<Parameter, String> each : translated.entrySet()) {
        collect(each.getKey(), new Written(written.origin(), Secret.of(each.getValue())));
      }
    }
  }

  private void agree(Written written) throws ProblemException {
    agree(written, List.of());
  }

  private void agree(Written written, List<String> concern) throws ProblemException {
    agreed.add(written, concern);
    delegates.put(written.origin().name(), written.text().reveal());
  }

  private void collect(Parameter parameter, Written written) throws ProblemException {
    boolean inUrl = written.origin().kind() == Origin.Kind.URL;
    if (inUrl && !parameter.mayStandInUrl()) {
      throw unsupported(
          written, "may not stand in a URL, which names no class and relaxes no check");
    }
    Optional<String> reason = parameter.unsupportedReason();
    if (reason.isPresent() && !isHarmlessCompression(parameter, written)) {
      throw unsupported(written, "is refused: " + reason.get());
    }
    if (parameter == Parameter.REQUIRESSL) {
      collect(Parameter.SSLMODE, ModeText.ofOldForm(written));
      return;
    }
    List<Written> places = ours.get(parameter);
    if (places == null) {
      places = new ArrayList<>();
      ours.put(parameter, places);
    }
    places.add(written);
  }

  /** Old connection strings turn off what nobody has any more. */
  private static boolean isHarmlessCompression(Parameter parameter, Written written) {
    return parameter == Parameter.SSLCOMPRESSION && written.text().reveal().equals("0");
  }

  private static ProblemException unsupported(Written written, String found) {
    return Problem.of(TlsFailure.UNSUPPORTED_PARAMETER, written.origin().describe() + " " + found)
        .withRemedy("Remove it: it is never ignored silently.")
        .exception();
  }

  private static ProblemException weakening(Written written, String reason, String remedy) {
    return Problem.of(TlsFailure.WEAKENING_PARAMETER, written.origin().describe() + " " + reason)
        .withRemedy(remedy)
        .exception();
  }

  private static String describe(Origin.Kind kind, String key) {
    String shown = Shown.key(key);
    return new Origin(kind, shown.substring(1, shown.length() - 1)).describe();
  }
}
