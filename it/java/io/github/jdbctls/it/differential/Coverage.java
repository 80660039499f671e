package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each value of each dimension was drawn, and how often it ended in TLS with libpq. */
final class Coverage {
  private record Count(int all, int tls) {
    Count plus(Count other) {
      return new Count(all + other.all, tls + other.tls);
    }

    @Override
    public String toString() {
      return all + "/" + tls;
    }
  }

  private final Map<String, Map<String, Count>> counts = new TreeMap<>();

  void add(Comparison comparison) {
    Count one = new Count(1, comparison.libpq().outcome() == Outcome.TLS ? 1 : 0);
    ServerSetup server = comparison.configuration().server();
    ClientSetup client = comparison.configuration().client();
    count("mode", client.mode().orElse("(absent)"), one);
    count("root file", client.root().name(), one);
    count("host", client.host().equals(server.names().goodHost()) ? "good" : "other", one);
    count("names", shortened(server.names().label()), one);
    count("client certificate", client.identity().certificate().name(), one);
    if (client.identity().certificate() != ClientIdentity.CertificateFile.NONE) {
      count("client key", client.identity().key().name(), one);
      count("client key algorithm", client.identity().algorithm().name(), one);
      count("client key format", client.identity().format().name(), one);
      count("client key password", client.identity().password().name(), one);
      count("client key permissions", client.identity().permissions().name(), one);
    }
    if (!client.revocation().equals(Revocation.NONE)) {
      count("sslcrl", client.revocation().file().name(), one);
      count("sslcrldir", client.revocation().directory().name(), one);
      count("revocation list", client.revocation().twist().name(), one);
    }
    count("access", client.access().name(), one);
    client.others().forEach((key, value) -> count(key, value, one));
    count(
        "server TLS",
        server.tls() ? server.leastVersion() + ".." + server.mostVersion() : "off",
        one);
    count("server asks for certificates", Boolean.toString(server.asksForCertificates()), one);
    count("depth", Integer.toString(server.depth()), one);
    count("sending", server.sending().name(), one);
    server
        .twists()
        .forEach(t -> count(t.twist().getClass().getSimpleName(), place(server, t), one));
  }

  private static String place(ServerSetup server, ServerSetup.Twisted twisted) {
    String place =
        twisted.level() == 0 ? "leaf" : twisted.level() == server.depth() - 1 ? "root" : "between";
    return twisted.twist().name() + "@" + place;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  private void count(String dimension, String value, Count one) {
    counts.computeIfAbsent(dimension, d -> new TreeMap<>()).merge(value, one, Count::plus);
  }

  /** The values of {@link Dimension}s that were never drawn. */
  List<String> missing() {
    return Dimension.ALL.stream()
        .flatMap(
            dimension ->
                dimension.values().stream()
                    .filter(value -> !isDrawn(dimension.name(), value))
                    .map(value -> dimension.name() + ": " + value))
        .toList();
  }

  /** Twists are counted by their place, which does not matter here. */
  private boolean isDrawn(String dimension, String value) {
    return counts.getOrDefault(dimension, Map.of()).keySet().stream()
        .anyMatch(drawn -> drawn.equals(value) || drawn.startsWith(value + "@"));
  }

  String text() {
    return counts.entrySet().stream()
        .map(d -> "  " + d.getKey() + ": " + d.getValue())
        .collect(Collectors.joining("\n"));
  }
}
