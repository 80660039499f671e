package io.github.jdbctls.dialect.mariadb;

/** Ends the driver's own rounds over the hosts, which catch what is an {@code SQLException}. */
final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GivenUpException() {
    super("No host is left to dial, or no time");
  }
}
