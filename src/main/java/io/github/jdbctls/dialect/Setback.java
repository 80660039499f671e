package io.github.jdbctls.dialect;

/** What a delegate's failure means for the order of attempts. */
public enum Setback {
  /** No TCP connection came about, or nobody answered on it. */
  UNREACHABLE(true),
  /** The server is starting up or shutting down. */
  STARTING_UP(true),
  /** The server does not have the role that was demanded. */
  WRONG_ROLE(true),
  /** The server refused the login, as it may do because of the transport. */
  LOGIN_REFUSED(false),
  /** Anything else. */
  FINAL(false);

  private final boolean nextHost;

  Setback(boolean nextHost) {
    this.nextHost = nextHost;
  }

  /** Whether another host may be tried. */
  public boolean allowsNextHost() {
    return nextHost;
  }
}
