package io.github.jdbctls.it.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One connect: a server, a client, and what the client's connection string says.
 *
 * @param index its number in the run of its seed
 * @param parameters by libpq's keywords; {@code host} is the name that the server has to prove
 */
record Configuration(
    int index, ServerSetup server, ClientSetup client, Map<String, String> parameters) {
  /** Asks the server whether the connection is encrypted, and whether it has our certificate. */
  static final String QUESTION =
      "SELECT ssl, client_dn IS NOT NULL FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  Configuration {
    parameters = Map.copyOf(parameters);
  }

  /** Everything that is needed to run it by hand. */
  String describe() {
    Map<String, String> sorted = new java.util.TreeMap<>(parameters);
    return "#%d%n  server: %s%n  client: %s%n  parameters: %s"
        .formatted(index, server, client, new LinkedHashMap<>(sorted));
  }
}
