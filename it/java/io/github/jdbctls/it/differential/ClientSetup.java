package io.github.jdbctls.it.differential;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client: everything that its connection string says.
 *
 * @param mode as it is written; empty to leave it out
 * @param others further parameters of the vocabulary, as they are written
 */
record ClientSetup(
    Optional<String> mode,
    RootFile root,
    String host,
    ClientIdentity identity,
    Access access,
    Revocation revocation,
    Map<String, String> others) {

  private static final String DEPARTURES =
      "root root root root host host host identity identity identity access access access"
          + " revocation revocation revocation revocation versions versions other other other mode";

  /** A client of which few things are unusual, for this server. */
  static ClientSetup draw(Draw draw, ServerSetup server) {
    Optional<String> mode = Optional.of(draw.wordOf(Modes.USUAL));
    RootFile root = draw.oneOf(RootFile.GOOD);
    String host = server.names().goodHost();
    ClientIdentity identity = draw.percent(25) ? ClientIdentity.RIGHT : ClientIdentity.NONE;
    Access access = draw.percent(60) ? Access.ANY : Access.TLS_ONLY;
    Map<String, String> others = new LinkedHashMap<>();
    Revocation revocation = Revocation.NONE;
    int departures = draw.departures(25);
    for (int i = 0; i < departures; i++) {
      switch (draw.wordOf(DEPARTURES)) {
        case "root" -> root = draw.oneOf(RootFile.UNUSUAL);
        case "revocation" -> revocation = Revocation.draw(draw, server.depth());
        case "host" -> host = drawHost(draw, server.names());
        case "identity" -> identity = ClientIdentity.draw(draw);
        case "access" -> access = draw.oneOf(Access.values());
        case "versions" -> OtherParameters.drawVersions(draw, others);
        case "mode" ->
            mode = draw.percent(30) ? Optional.empty() : Optional.of(draw.wordOf(Modes.UNUSUAL));
        default -> OtherParameters.draw(draw, others);
      }
    }
    // Where the way of the login counts.
    if ((others.containsKey("channel_binding")
            || others.containsKey("require_auth")
            || server.isLeafSignedByEdDsa())
        && draw.percent(70)) {
      access = draw.oneOf(Access.BY_PASSWORD);
    }
    return new ClientSetup(mode, root, host, identity, access, revocation, Map.copyOf(others));
  }

  private static String drawHost(Draw draw, ServerNames names) {
    return draw.percent(80)
        ? draw.oneOf(names.hosts())
        : draw.oneOf(draw.oneOf(NameCatalogue.all()).hosts());
  }

  /** Whether the mode is one of these, by libpq's default. */
  boolean isMode(String... modes) {
    return List.of(modes).contains(mode.orElse("prefer"));
  }

  /** Whether only the newest libpq knows all parameters. */
  boolean isForNewestLibpqOnly() {
    return others.keySet().stream().anyMatch(OtherParameters.NEWEST::contains);
  }

  ClientSetup withMode(String other) {
    return new ClientSetup(Optional.of(other), root, host, identity, access, revocation, others);
  }

  ClientSetup withRoot(RootFile other) {
    return new ClientSetup(mode, other, host, identity, access, revocation, others);
  }

  ClientSetup withHost(String other) {
    return new ClientSetup(mode, root, other, identity, access, revocation, others);
  }

  ClientSetup withAccess(Access other) {
    return new ClientSetup(mode, root, host, identity, other, revocation, others);
  }

  ClientSetup withIdentity(ClientIdentity other) {
    return new ClientSetup(mode, root, host, other, access, revocation, others);
  }

  ClientSetup withRevocation(Revocation other) {
    return new ClientSetup(mode, root, host, identity, access, other, others);
  }

  ClientSetup with(String parameter, String value) {
    Map<String, String> more = new HashMap<>(others);
    more.put(parameter, value);
    return new ClientSetup(mode, root, host, identity, access, revocation, Map.copyOf(more));
  }
}
