package io.github.jdbctls.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hides the secrets of a URL, so that a message can show the rest. When in doubt it hides more.
 *
 * <ol>
 *   <li>A user info: everything from its first colon to its last {@code @}. A text before the query
 *       with an {@code @} in it counts as one, and so does a query with an {@code @} where none
 *       belongs. Without one, what stands in a port's place and is no number.
 *   <li>Hosts in parentheses with a password, or a text before the query with a secret of one of
 *       the next two kinds: everything from the first parenthesis on, or all of it, and the query.
 *   <li>A parameter whose decoded key speaks of a password, secret, token, credential or key of
 *       SCRAM: its value, and what follows up to the next parameter with a value.
 *   <li>A value that is an inline key or certificate, base64 of one ({@link SecretText}), or has an
 *       {@code @}; a parameter that hides the name of a secret in its value.
 * </ol>
 *
 * <p>Takes any text, malformed URLs included, and never throws.
 */
public final class UrlMask {
  private static final Pattern PREFIX =
      Pattern.compile(
          "jdbc:(?:tls:)?(?:[a-z0-9+]*:)?/{0,2}|(?:[a-z0-9+]*:)?//", Pattern.CASE_INSENSITIVE);
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.%]*]|[^:@/,\\[\\]]*)(?::[0-9]*)?");
  private static final int SLIPS = 2;
  private static final List<String> SECRETS =
      Stream.concat(
              Stream.of("password"),
              Stream.of(Parameter.values())
                  .filter(Parameter::isSecret)
                  .flatMap(parameter -> parameter.keys().stream()))
          .toList();
  private static final Set<String> KEYS_OF_NAMES =
      Set.of("user", "username", "applicationname", "application_name", "options");
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern PLAIN_USER = Pattern.compile("[^:/@,]*");

  private UrlMask() {}

  /** Returns the URL with {@code ***} in place of each secret. */
  public static String mask(String url) {
    Matcher prefix = PREFIX.matcher(url);
    int start = prefix.lookingAt() ? prefix.end() : 0;
    String rest = url.substring(start);
    int query = queryStart(rest);
    String place = rest.substring(0, query);
    // A secret in it may have a question mark, and go on behind it.
    String shownQuery =
        query == rest.length()
            ? ""
            : "?" + (Shown.isInline(place) ? Secret.MASK : maskQuery(rest.substring(query + 1)));
    return url.substring(0, start) + maskPlace(place, url.startsWith("//", start - 2)) + shownQuery;
  }

  /**
   * Where the query begins; behind the last at sign, if a password seems to have a question mark.
   */
  private static int queryStart(String rest) {
    int mark = rest.indexOf('?');
    if (mark < 0) {
      return rest.length();
    }
    int at = rest.lastIndexOf('@');
    for (String parameter : rest.substring(mark + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? parameter : parameter.substring(0, equals);
      boolean atBelongs =
          KEYS_OF_NAMES.contains(key.toLowerCase(Locale.ROOT)) || SecretText.isKey(key);
      if (key.indexOf('@') >= 0 || (parameter.indexOf('@') >= 0 && !atBelongs)) {
        int behind = rest.indexOf('?', at);
        return behind < 0 ? rest.length() : behind;
      }
    }
    return mark;
  }

  private static String maskPlace(String place, boolean afterSlashes) {
    String shown = maskUserInfo(place, afterSlashes);
    if (Shown.isInline(place)) {
      String before = place.substring(0, Math.max(place.indexOf('('), 0));
      boolean safe = shown.startsWith(before) && !Shown.isInline(before);
      return (safe ? before : "") + Secret.MASK;
    }
    return shown;
  }

  private static String maskUserInfo(String place, boolean afterSlashes) {
    if (isHosts(place)) {
      return place;
    }
    int at = place.lastIndexOf('@');
    int colon = place.indexOf(':');
    if (at < 0) {
      return place.substring(0, colon + 1) + Secret.MASK;
    }
    String user = place.substring(0, at);
    if (afterSlashes && PLAIN_USER.matcher(SecretText.decoded(user)).matches()) {
      return place;
    }
    boolean hasUser = colon >= 0 && colon < at;
    return place.substring(0, hasUser ? colon + 1 : 0) + Secret.MASK + place.substring(at);
  }

  /** Whether there are hosts with ports, and a path, and nothing that may be a user info. */
  private static boolean isHosts(String place) {
    int slash = place.indexOf('/');
    String hosts = slash < 0 ? place : place.substring(0, slash);
    return place.indexOf('@') < 0
        && List.of(hosts.split(",", -1)).stream().allMatch(host -> HOST.matcher(host).matches());
  }

  private static String maskQuery(String query) {
    List<String> shown = new ArrayList<>();
    boolean afterSecret = false;
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      boolean continues = afterSecret && equals < 0;
      String masked = continues ? Secret.MASK : maskParameter(parameter, equals);
      afterSecret = !masked.equals(parameter);
      shown.add(masked);
    }
    return String.join("&", shown);
  }

  private static String maskParameter(String parameter, int equals) {
    if (equals < 0) {
      boolean plain = PLAIN_KEY.matcher(parameter).matches() || parameter.isEmpty();
      return plain && !SecretText.isContent(parameter) ? parameter : Secret.MASK;
    }
    String key = parameter.substring(0, equals);
    String value = SecretText.decoded(parameter.substring(equals + 1));
    String shownKey = PLAIN_KEY.matcher(SecretText.decoded(key)).matches() ? key : Secret.MASK;
    boolean secret =
        !shownKey.equals(key)
            || SecretText.isKey(key)
            || isMisspeltSecret(SecretText.decoded(key))
            || Parameter.find(SecretText.decoded(key)).filter(Parameter::isSecret).isPresent()
            || SecretText.assigns(parameter.substring(equals + 1))
            || SecretText.isContent(parameter.substring(equals + 1))
            || value.indexOf('@') >= 0;
    return secret ? shownKey + "=" + Secret.MASK : parameter;
  }

  /**
   * Whether a slip of the pen or two makes a password of it: the message about it must not show.
   */
  private static boolean isMisspeltSecret(String key) {
    return SECRETS.stream()
        .anyMatch(
            secret ->
                Math.abs(key.length() - secret.length()) <= SLIPS
                    && Misspelling.distance(key, secret) <= SLIPS);
  }
}
