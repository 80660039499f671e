package io.github.jdbctls.it.differential;

/** What becomes of a connect; what demands more comes first. */
enum Outcome {
  REFUSED,
  TLS,
  PLAIN
}
