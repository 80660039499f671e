package io.github.jdbctls.it.differential;

import java.util.List;

/** What the server sends of its chain, and what besides. */
enum Sending {
  LEAF_AND_INTERMEDIATES,
  LEAF_ALONE,
  WITH_ROOT,
  INTERMEDIATES_REVERSED,
  EVERYTHING_TWICE,
  WITH_STRANGERS,
  /** First an issuer of the right name with a key that has signed nothing. */
  IMPOSTOR_FIRST,
  /** The root's key, certified by the other root. */
  WITH_CROSS_CERTIFICATE,
  /** First an issuer of the right name and key that has expired. */
  EXPIRED_TWIN_FIRST;

  static final List<Sending> ALL = List.of(values());

  /** Whether one name has several certificates then, of which libpq's search may take the worse. */
  boolean isAmbiguous() {
    return this == IMPOSTOR_FIRST || this == WITH_CROSS_CERTIFICATE || this == EXPIRED_TWIN_FIRST;
  }
}
