package io.github.jdbctls.dialect;

/**
 * Ends a driver's own rounds over its hosts, which go on after whatever is an {@code SQLException}.
 */
public final class GivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public GivenUpException() {
    super("No host is left to dial, or no time");
  }
}
