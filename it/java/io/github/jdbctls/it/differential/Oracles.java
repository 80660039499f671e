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
 *   <li>Where the outcomes differ and the configuration has something that libpq does not read, it
 *       is asked again in its own words, and that counts.
 *   <li>Where it then is in plain text and the driver is refused, it is asked again with {@code
 *       require}, which shows whether its TLS would have failed as well.
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
    Map<String, String> words = configuration.parameters();
    Observation theirs = libpq.connect(words);
    List<Rewording> rewritten = List.of();
    if (theirs.outcome() != ours.outcome()) {
      ClientSetup client = configuration.client();
      rewritten = Rewording.ALL.stream().filter(w -> w.appliesTo(configuration)).toList();
      if (!rewritten.isEmpty()) {
        words = parameters.of(inLibpqsWords(client, rewritten));
        theirs = libpq.connect(words);
      }
    }
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
        configuration, libpq.version(), rewritten, theirs, required, olderLibrary, ours);
  }

  private static ClientSetup inLibpqsWords(ClientSetup client, List<Rewording> readings) {
    ClientSetup words = client;
    for (Rewording reading : readings) {
      words = reading.inLibpqsWords(words);
    }
    return words;
  }
}
