package io.github.jdbctls.it.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks libpq what becomes of a configuration. Thread-safe.
 *
 * <ol>
 *   <li>Debian's libpq is asked unless the configuration has parameters that only the newest knows;
 *       then that one is asked, and for some of all others too.
 *   <li>Where it is in plain text and the driver is refused, it is asked again with {@code
 *       require}, which shows whether its TLS would have failed as well.
 *   <li>Where no deviation explains the difference and the configuration has something that libpq
 *       does not read, it is asked again in its own words, and that counts.
 *   <li>Where the newest one's older OpenSSL refuses a chain, Debian's says whether OpenSSL 3 does.
 * </ol>
 */
record Oracles(Psql debian, Psql newest) {
  /** Every so many configurations both are asked. */
  private static final int BOTH_EVERY = 4;

  /** Makes the parameters of a client that differs from the configuration's. */
  @FunctionalInterface
  interface Parameters {
    Map<String, String> of(ClientSetup client) throws IOException;
  }

  List<Comparison> compare(Configuration configuration, Parameters parameters)
      throws IOException, InterruptedException {
    Observation ours = Driver.connect(configuration.client().host(), configuration.parameters());
    boolean forNewest = configuration.client().isForNewestLibpqOnly();
    List<Psql> asked =
        forNewest
            ? List.of(newest)
            : configuration.index() % BOTH_EVERY == 0 ? List.of(debian, newest) : List.of(debian);
    List<Comparison> comparisons = new ArrayList<>();
    for (Psql libpq : asked) {
      comparisons.add(compare(configuration, parameters, libpq, ours));
    }
    return comparisons;
  }

  private Comparison compare(
      Configuration configuration, Parameters parameters, Psql libpq, Observation ours)
      throws IOException, InterruptedException {
    Comparison literal = compare(configuration, List.of(), configuration.parameters(), libpq, ours);
    List<Rewording> rewordings =
        Rewording.ALL.stream().filter(r -> r.appliesTo(configuration)).toList();
    if (!literal.verdict().isFailure() || rewordings.isEmpty()) {
      return literal;
    }
    Map<String, String> words = parameters.of(inLibpqsWords(configuration.client(), rewordings));
    return compare(configuration, rewordings, words, libpq, ours);
  }

  private Comparison compare(
      Configuration configuration,
      List<Rewording> rewordings,
      Map<String, String> words,
      Psql libpq,
      Observation ours)
      throws IOException, InterruptedException {
    Observation theirs = libpq.connect(words);
    Optional<Observation> required = Optional.empty();
    if (theirs.outcome() == Outcome.PLAIN && ours.outcome() == Outcome.REFUSED) {
      Map<String, String> stricter = new HashMap<>(words);
      stricter.put("sslmode", "require");
      required = Optional.of(libpq.connect(stricter));
    }
    Optional<Observation> olderLibrary = Optional.empty();
    if (libpq.version() == Psql.Version.NEWEST
        && theirs.words().contains("certificate verify failed")
        && theirs.outcome() != ours.outcome()) {
      Map<String, String> older = new HashMap<>(words);
      older.keySet().removeAll(OtherParameters.NEWEST);
      olderLibrary = Optional.of(debian.connect(older)).filter(o -> o.outcome() == ours.outcome());
    }
    return new Comparison(
        configuration, libpq.version(), rewordings, theirs, required, olderLibrary, ours);
  }

  private static ClientSetup inLibpqsWords(ClientSetup client, List<Rewording> readings) {
    ClientSetup words = client;
    for (Rewording reading : readings) {
      words = reading.inLibpqsWords(words);
    }
    return words;
  }
}
