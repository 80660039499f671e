package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.protocol.LoginWatch;
import java.net.ProtocolException;

/**
 * Follows PostgreSQL's messages until the login is over.
 *
 * <ol>
 *   <li>Every message is a type, a length that counts itself, and a body. A length that cannot be
 *       is an error, by libpq's own bounds for AuthenticationRequest.
 *   <li>AuthenticationSASL with SCRAM-SHA-256-PLUS among its mechanisms asks for a login that is
 *       bound to the channel. The list ends with an empty name; what stands behind it does not
 *       count.
 *   <li>AuthenticationOk and ErrorResponse end the login. Every other message is passed over, other
 *       requests included: the server may come back to this one.
 * </ol>
 *
 * <p>Of all that it sees it keeps the names of mechanisms only.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message
 *     Formats, AuthenticationSASL</a>
 */
final class AuthenticationWatch implements LoginWatch {
  private static final String BOUND_MECHANISM = "SCRAM-SHA-256-PLUS";

  private static final int AUTHENTICATION_REQUEST = 'R';
  private static final int ERROR_RESPONSE = 'E';
  private static final int OK = 0;
  private static final int SASL = 10;

  private static final int LENGTH_AT = 1;
  private static final int BODY_AT = 5;
  private static final int CODE_ENDS_AT = 9;
  private static final int LEAST_LENGTH = 4;
  private static final int LEAST_REQUEST = 8;
  private static final int LONGEST_REQUEST = 2000;

  private long position;
  private int type;
  private int length;
  private int code;
  private boolean listEnded;
  private final StringBuilder mechanism = new StringBuilder();

  @Override
  public Sight see(int next) throws ProtocolException {
    Sight sight = at(position, next);
    position++;
    if (position >= BODY_AT && position == LENGTH_AT + (long) length) {
      position = 0;
    }
    return sight;
  }

  private Sight at(long index, int next) throws ProtocolException {
    if (index < LENGTH_AT) {
      begin(next);
      return next == ERROR_RESPONSE ? Sight.LOGIN_OVER : Sight.LOGIN;
    }
    if (index < BODY_AT) {
      length = length << Byte.SIZE | next;
      if (index == BODY_AT - 1) {
        checkLength();
      }
      return Sight.LOGIN;
    }
    if (type != AUTHENTICATION_REQUEST) {
      return Sight.LOGIN;
    }
    if (index < CODE_ENDS_AT) {
      code = code << Byte.SIZE | next;
      return index == CODE_ENDS_AT - 1 && code == OK ? Sight.LOGIN_OVER : Sight.LOGIN;
    }
    return code == SASL && completesBoundMechanism(next) ? Sight.BOUND_LOGIN : Sight.LOGIN;
  }

  private void begin(int newType) {
    type = newType;
    length = 0;
    code = 0;
    listEnded = false;
    mechanism.setLength(0);
  }

  private void checkLength() throws ProtocolException {
    boolean request = type == AUTHENTICATION_REQUEST;
    if (length < (request ? LEAST_REQUEST : LEAST_LENGTH)
        || (request && length > LONGEST_REQUEST)) {
      throw new ProtocolException("The server sent a message of an impossible length: " + length);
    }
  }

  private boolean completesBoundMechanism(int next) {
    if (listEnded) {
      return false;
    }
    if (next != 0) {
      mechanism.append((char) next);
      return false;
    }
    listEnded = mechanism.isEmpty();
    boolean bound = mechanism.toString().equals(BOUND_MECHANISM);
    mechanism.setLength(0);
    return bound;
  }
}
