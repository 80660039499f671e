package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.settings.KeyOrder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;

/**
 * The driver's configuration of a call.
 *
 * <p>The driver looks for the field of each property among all that it has, which costs as much as
 * a good part of a handshake. So who says nothing but who logs in, besides what we say, is told
 * through its builder, to the same effect. The builder forgets some of the other properties when it
 * continues a configuration, so that with one of them all go the long way.
 */
final class MariadbConfiguration {
  private static final Map<String, BiConsumer<Configuration.Builder, String>> SETTERS = setters();

  /** What is taken for a number or a flag; how the driver reads any other text is for it to say. */
  private static final Map<String, Pattern> FORMS = forms();

  private MariadbConfiguration() {}

  /**
   * Makes the configuration.
   *
   * @return null if the driver does not know the URL
   */
  static @Nullable Configuration of(DelegateCall call) throws SQLException {
    return isKnown(call.properties()) ? built(call) : parsed(call);
  }

  static @Nullable Configuration parsed(DelegateCall call) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(call.properties());
    return Configuration.parse(call.url(), properties);
  }

  private static boolean isKnown(Map<String, String> properties) {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      Pattern form = FORMS.get(property.getKey());
      if (!SETTERS.containsKey(property.getKey())
          || (form != null && !form.matcher(property.getValue()).matches())) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Configuration built(DelegateCall call) throws SQLException {
    Configuration bare = Configuration.parse(call.url(), new Properties());
    if (bare == null) {
      return null;
    }
    Configuration.Builder builder = bare.toBuilder();
    for (Map.Entry<String, String> property : call.properties().entrySet()) {
      Objects.requireNonNull(SETTERS.get(property.getKey())).accept(builder, property.getValue());
    }
    return builder.build();
  }

  private static Map<String, BiConsumer<Configuration.Builder, String>> setters() {
    Map<String, BiConsumer<Configuration.Builder, String>> setters =
        new TreeMap<>(KeyOrder.ANY_CASE);
    setters.put("user", Configuration.Builder::user);
    setters.put("password", Configuration.Builder::password);
    setters.put("sslMode", Configuration.Builder::sslMode);
    setters.put("tlsSocketType", Configuration.Builder::tlsSocketType);
    setters.put("socketFactory", Configuration.Builder::socketFactory);
    setters.put("permitRedirect", (builder, text) -> builder.permitRedirect(isTrue(text)));
    setters.put("useIpForKillQuery", (builder, text) -> builder.useIpForKillQuery(isTrue(text)));
    setters.put(
        "allowPublicKeyRetrieval",
        (builder, text) -> builder.allowPublicKeyRetrieval(isTrue(text)));
    setters.put("connectTimeout", (builder, text) -> builder.connectTimeout(Integer.valueOf(text)));
    return setters;
  }

  private static Map<String, Pattern> forms() {
    Pattern flag = Pattern.compile("true|false");
    Map<String, Pattern> forms = new TreeMap<>(KeyOrder.ANY_CASE);
    forms.put("connectTimeout", Pattern.compile("[0-9]{1,9}"));
    forms.put("permitRedirect", flag);
    forms.put("useIpForKillQuery", flag);
    forms.put("allowPublicKeyRetrieval", flag);
    return forms;
  }

  private static boolean isTrue(String text) {
    return text.equals("true");
  }
}
