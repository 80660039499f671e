package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.settings.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What libpq's keywords for ordinary parameters mean for pgjdbc, which would silently ignore them.
 *
 * <ol>
 *   <li>Where pgjdbc has a property that does the same, it is set. Values are checked as libpq
 *       checks them.
 *   <li>{@code connect_timeout} limits the whole attempt for each address, which no property of
 *       pgjdbc does: {@link PostgresqlDialect} sees to it.
 *   <li>What asks for nothing but what is done anyway is accepted.
 *   <li>All else is refused by name, with pgjdbc's property to use, or the reason why there is
 *       none.
 * </ol>
 *
 * <p>Not here: the keywords about TLS and the login, which are parameters of ours; {@code user},
 * {@code password}, {@code options}, {@code replication} and {@code gsslib}, which are pgjdbc's
 * own; {@code host}, {@code port}, {@code dbname} and {@code service}, which {@link PgVocabulary}
 * refuses.
 *
 * @see <a href="https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS">libpq,
 *     Parameter Key Words</a>
 */
final class LibpqKeywords {
  /** The property of the dialect's own, which pgjdbc is not told: whole seconds, 0 for no limit. */
  static final String CONNECT_TIMEOUT = "connect_timeout";

  private static final String KEEPALIVE = "tcpKeepAlive";
  private static final String TIMES_OF_THE_SYSTEM =
      "has no counterpart in pgjdbc, which leaves the times of TCP to the operating system";
  private static final String NO_SCRAM_KEYS =
      "has no counterpart in pgjdbc, which derives the keys from the password";
  private static final String NO_OAUTH = "has no counterpart in pgjdbc, which does not know OAuth";

  /** pgjdbc multiplies by a thousand and would overflow. */
  private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 1000;

  private LibpqKeywords() {}

  /** Finds what a keyword means, in any case. */
  static Optional<Function<String, Meaning>> find(String keyword) {
    return Optional.ofNullable(meaning(keyword.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable Function<String, Meaning> meaning(String keyword) {
    return switch (keyword) {
      case "application_name" -> value -> new Meaning.Property("ApplicationName", value);
      case "fallback_application_name" -> value -> new Meaning.Fallback("ApplicationName", value);
      case "client_encoding" -> LibpqKeywords::clientEncoding;
      case CONNECT_TIMEOUT -> LibpqKeywords::connectTimeout;
      case "target_session_attrs" -> PgRoles::ofSessionAttributes;
      case "load_balance_hosts" -> LibpqKeywords::loadBalance;
      case "keepalives" -> LibpqKeywords::keepalives;
      case "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout" ->
          LibpqKeywords::timeOfTheSystem;
      case "min_protocol_version" -> LibpqKeywords::leastProtocol;
      case "max_protocol_version" -> LibpqKeywords::greatestProtocol;
      case "krbsrvname" -> value -> new Meaning.Property("kerberosServerName", value);
      case "gssdelegation" -> LibpqKeywords::delegation;
      case "passfile" ->
          value ->
              new Meaning.Unsupported(
                  "has no counterpart among pgjdbc's properties",
                  "Set the environment variable PGPASSFILE or the system property"
                      + " org.postgresql.pgpassfile.");
      case "scram_client_key", "scram_server_key" ->
          value -> new Meaning.Unsupported(NO_SCRAM_KEYS, "Give the password.");
      case "oauth_issuer", "oauth_client_id", "oauth_client_secret", "oauth_scope" ->
          LibpqKeywords::oauth;
      default -> null;
    };
  }

  /** libpq's seconds for each address, 1 too since version 17; zero and less are no limit. */
  private static Meaning connectTimeout(String value) {
    return integer(value)
        .<Meaning>map(
            seconds ->
                new Meaning.Property(
                    CONNECT_TIMEOUT,
                    Integer.toString(Math.max(0, Math.min(seconds, LONGEST_TIMEOUT)))))
        .orElse(new Meaning.Invalid("Write whole seconds; 0 is no limit."));
  }

  private static Meaning keepalives(String value) {
    return integer(value)
        .<Meaning>map(on -> new Meaning.Property(KEEPALIVE, Boolean.toString(on != 0)))
        .orElse(new Meaning.Invalid("Use 1 or 0."));
  }

  private static Meaning timeOfTheSystem(String value) {
    Optional<Integer> time = integer(value);
    if (time.isEmpty()) {
      return new Meaning.Invalid("Write a whole number; 0 leaves it to the operating system.");
    }
    return time.get() == 0
        ? new Meaning.Nothing("0 leaves it to the operating system")
        : new Meaning.Unsupported(
            TIMES_OF_THE_SYSTEM, "Remove it, or set it to 0; tcpKeepAlive turns keepalives on.");
  }

  private static Meaning loadBalance(String value) {
    return switch (value) {
      case "disable" -> new Meaning.Property("loadBalanceHosts", "false");
      case "random" -> new Meaning.Property("loadBalanceHosts", "true");
      default -> new Meaning.Invalid("Use disable or random.");
    };
  }

  private static Meaning clientEncoding(String value) {
    String name = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return List.of("", "auto", "utf8", "unicode").contains(name)
        ? new Meaning.Nothing("pgjdbc speaks UTF-8, and Java's text is Unicode")
        : new Meaning.Unsupported(
            "asks for an encoding, but pgjdbc speaks UTF-8 only", "Remove it, or use UTF8.");
  }

  private static Meaning leastProtocol(String value) {
    return switch (value) {
      case "3.0" -> new Meaning.Nothing("there is no older one");
      case "3.2", "latest" ->
          new Meaning.Unsupported(
              "has no counterpart in pgjdbc, which goes on with an older protocol",
              "Remove it; max_protocol_version=3.2 asks for the newer one.");
      default -> new Meaning.Invalid("Use 3.0.");
    };
  }

  private static Meaning greatestProtocol(String value) {
    return switch (value) {
      case "3.0" -> new Meaning.Property("protocolVersion", "3.0");
      case "3.2", "latest" -> new Meaning.Property("protocolVersion", "3.2");
      default -> new Meaning.Invalid("Use 3.0, 3.2 or latest.");
    };
  }

  /** libpq delegates for a value that begins with 1, and for no other. */
  private static Meaning delegation(String value) {
    return value.startsWith("1")
        ? new Meaning.Unsupported(
            "has no counterpart in pgjdbc, which delegates no credentials", "Remove it.")
        : new Meaning.Nothing("credentials are never delegated");
  }

  private static Meaning oauth(String value) {
    return value.isEmpty()
        ? new Meaning.Nothing("an empty value is none")
        : new Meaning.Unsupported(NO_OAUTH, "Remove it, and log in by another method.");
  }

  /** As libpq reads one, by {@code strtol}: blanks around it and a sign are allowed. */
  private static Optional<Integer> integer(String value) {
    if (!value.matches("\\s*[+-]?[0-9]+\\s*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.valueOf(value.strip()));
    } catch (NumberFormatException e) {
      // More than 32 bits.
      return Optional.empty();
    }
  }
}
