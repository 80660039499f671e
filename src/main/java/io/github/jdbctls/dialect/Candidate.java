package io.github.jdbctls.dialect;

import java.util.Map;

/**
 * One host to try, and what the driver is to demand of it. Immutable.
 *
 * @param index of the host in the URL
 * @param properties that replace the user's own for this try, such as the role demanded
 */
public record Candidate(int index, Map<String, String> properties) {
  /** Copies the map. */
  public Candidate {
    properties = Map.copyOf(properties);
  }
}
