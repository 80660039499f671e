package io.github.jdbctls.it.rotation;

/** How long a client goes on with material that it cannot read again. */
enum Patience {
  /** By default: a minute, which no state of the tests lasts. */
  PATIENT("", 60),
  /** The least that tells "for a while" from "not at all". */
  IMPATIENT("&sslreloadgrace=1", 1);

  private final String parameter;
  private final long seconds;

  Patience(String parameter, long seconds) {
    this.parameter = parameter;
    this.seconds = seconds;
  }

  /** The end of the URL. */
  String parameter() {
    return parameter;
  }

  long nanos() {
    return seconds * 1_000_000_000L;
  }
}
