package io.github.jdbctls.protocol;

import java.net.ProtocolException;

/**
 * Follows what a server says inside TLS until the login is over: whether it asks for one that is
 * bound to the channel. Of one connection; not thread-safe.
 */
public interface LoginWatch {
  /** What has been seen so far. */
  enum Sight {
    /** The login goes on. */
    LOGIN,
    /** The server asks for a login that is bound to the channel. */
    BOUND_LOGIN,
    /** The server has let the client in, or has refused to: there is nothing more to see. */
    LOGIN_OVER
  }

  /**
   * Sees one more byte.
   *
   * @param next from 0 to 255
   * @throws ProtocolException if it is no message, so that what follows cannot be told
   */
  Sight see(int next) throws ProtocolException;
}
