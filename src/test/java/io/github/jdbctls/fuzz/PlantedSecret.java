package io.github.jdbctls.fuzz;

import java.util.Locale;
import java.util.Properties;

/**
 * The place of a URL or of properties where a secret stands. The text around it is cut out of a
 * fuzzer's input; {@code pieces} are those, none of them null.
 */
enum PlantedSecret {
  NOWHERE(""),
  PASSWORD("password"),
  SSLPASSWORD("sslpassword"),
  SSLKEY("sslkey"),
  SCRAM_KEY("scram_client_key"),
  USER_INFO(""),
  PASSWORD_PROPERTY("password"),
  SSLPASSWORD_PROPERTY("sslpassword"),
  SSLKEY_PROPERTY("sslkey");

  /** The secret: no text has it by chance, nor in the input of a fuzzer that is skipped. */
  static final String SECRET = "tr0ubadour";

  private static final String ARMOUR = "-----BEGIN PRIVATE KEY-----";

  private final String key;

  PlantedSecret(String key) {
    this.key = key;
  }

  /** Puts the URL together. */
  String url(String prefix, UrlInput input) {
    return switch (this) {
      case USER_INFO ->
          prefix + input.before() + ":" + secret(input.encoded()) + "@" + input.after();
      case PASSWORD, SSLPASSWORD, SSLKEY, SCRAM_KEY ->
          prefix
              + input.before()
              + "?"
              + input.query()
              + "&"
              + key
              + "="
              + secret(input)
              + input.after();
      default -> prefix + input.before() + input.query() + input.after();
    };
  }

  /** Puts the properties together. */
  Properties properties(UrlInput input) {
    Properties properties = new Properties();
    if (name().endsWith("_PROPERTY")) {
      properties.setProperty(key, secret(input));
    }
    return properties;
  }

  private String secret(UrlInput input) {
    return (key.equals("sslkey") ? ARMOUR : "") + input.head() + SECRET + input.tail();
  }

  /** Whether a text shows the secret. */
  static boolean isIn(String text) {
    return text.toLowerCase(Locale.ROOT).contains(SECRET);
  }
}
