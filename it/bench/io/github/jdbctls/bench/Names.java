package io.github.jdbctls.bench;

/** The alternatives, as the table has them. */
final class Names {
  /** The driver with its own TLS settings. */
  static final String RAW = "driver alone";

  /** A context made by hand, in the driver's own hook. */
  static final String SHARED = "static context";

  static final String OURS = "jdbc-tls";
  static final String LIBPQ = "libpq";

  /** Of a connect that is measured by stages. */
  static final String WHOLE = "whole";

  private Names() {}
}
