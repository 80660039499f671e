package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.settings.Meaning;

/**
 * What libpq's {@code target_session_attrs} means as pgjdbc's {@code targetServerType}.
 *
 * <p>pgjdbc takes a server for a primary if it is not in hot standby and {@code
 * transaction_read_only} is off in a new session: this is libpq's {@code read-write}, and its
 * opposite is {@code read-only}. libpq's own {@code primary} and {@code standby} ask for hot
 * standby alone. They differ for a primary with {@code default_transaction_read_only}:
 *
 * <ol>
 *   <li>{@code any}, {@code read-write} and {@code read-only} mean exactly the same.
 *   <li>{@code primary} is taken as {@code read-write}, which is stricter: every server that passes
 *       is a primary.
 *   <li>{@code standby} and {@code prefer-standby} are refused, for a primary would pass.
 * </ol>
 */
final class PgRoles {
  private static final String TARGET = "targetServerType";
  private static final String PRIMARY_WOULD_PASS =
      "has no counterpart in pgjdbc, to which a primary that is read-only by default passes for a"
          + " standby";

  private PgRoles() {}

  static Meaning ofSessionAttributes(String value) {
    return switch (value) {
      case "any" -> new Meaning.Property(TARGET, "any");
      case "read-write", "primary" -> new Meaning.Property(TARGET, "primary");
      case "read-only" -> new Meaning.Property(TARGET, "secondary");
      case "standby" ->
          new Meaning.Unsupported(
              PRIMARY_WOULD_PASS,
              "Use target_session_attrs=read-only, which is targetServerType=secondary.");
      case "prefer-standby" ->
          new Meaning.Unsupported(PRIMARY_WOULD_PASS, "Use targetServerType=preferSecondary.");
      default ->
          new Meaning.Invalid(
              "Use any, read-write, read-only, primary, standby or prefer-standby.");
    };
  }
}
