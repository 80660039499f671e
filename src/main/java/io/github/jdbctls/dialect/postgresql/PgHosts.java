package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Candidate;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The order in which hosts are tried, by pgjdbc's own properties {@code targetServerType} and
 * {@code loadBalanceHosts}.
 *
 * <p>pgjdbc itself is given one host at a time: left to itself it moves on to the next host after a
 * failed verification, and remembers the failure for the whole JVM.
 */
final class PgHosts {
  private static final String TARGET = "targetServerType";
  private static final String SHUFFLE = "loadBalanceHosts";

  private PgHosts() {}

  static List<Candidate> candidates(int hosts, Map<String, String> properties)
      throws ProblemException {
    List<Integer> order = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      order.add(host);
    }
    if (Boolean.parseBoolean(properties.getOrDefault(SHUFFLE, "false"))) {
      Collections.shuffle(order);
    }
    String target = properties.getOrDefault(TARGET, "any");
    return switch (target) {
      case "any" -> pass(order, "any");
      case "primary", "master" -> pass(order, "primary");
      case "secondary", "slave" -> pass(order, "secondary");
      case "preferPrimary" -> twoPasses(order, "primary");
      case "preferSecondary", "preferSlave" -> twoPasses(order, "secondary");
      default ->
          throw new Problem(
                  TlsFailure.INVALID_VALUE,
                  "\"" + TARGET + "\" has the value " + Shown.value(target),
                  "Use any, primary, secondary, preferPrimary or preferSecondary.",
                  null)
              .exception();
    };
  }

  private static List<Candidate> twoPasses(List<Integer> order, String preferred) {
    if (order.size() == 1) {
      return pass(order, "any");
    }
    List<Candidate> both = new ArrayList<>(pass(order, preferred));
    both.addAll(pass(order, "any"));
    return both;
  }

  private static List<Candidate> pass(List<Integer> order, String role) {
    List<Candidate> candidates = new ArrayList<>();
    for (int host : order) {
      candidates.add(new Candidate(host, Map.of(TARGET, role)));
    }
    return List.copyOf(candidates);
  }
}
