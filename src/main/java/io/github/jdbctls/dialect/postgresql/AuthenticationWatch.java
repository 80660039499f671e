package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.protocol.LoginWatch;
import java.net.ProtocolException;

/**
 * Follows PostgreSQL's messages until the login is over.
 *
 * <ol>
 *   <li>Every message is a type, a length that counts itself, and a body. A length that cannot be
 *       is an error, by libpq's own bounds for AuthenticationRequest.
 *   <li>AuthenticationSASL with a mechanism of SCRAM and PLUS in its list asks for a login that is
 *       bound to the channel. libpq knows SCRAM-SHA-256-PLUS, the driver some more.
 *   <li>The list has a name at least, and ends with an empty one, where the message ends. Anything
 *       else is an error: the driver, which does not look at the length, would read on.
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
  private static final String MECHANISM_BEGINS = "SCRAM-";
  private static final String BOUND_MECHANISM_ENDS = "-PLUS";

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
  private boolean named;
  private boolean listEnded;
  private final StringBuilder mechanism = new StringBuilder();

  @Override
  public Sight see(int next) throws ProtocolException {
    Sight sight = at(position, next);
    position++;
    if (position >= BODY_AT && position == LENGTH_AT + (long) length) {
      position = 0;
      if (sight == Sight.LOGIN && isSasl() && !listEnded) {
        throw malformedList();
      }
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
    return isSasl() && completesBoundMechanism(next) ? Sight.BOUND_LOGIN : Sight.LOGIN;
  }

  private void begin(int newType) {
    type = newType;
    length = 0;
    code = 0;
    named = false;
    listEnded = false;
    mechanism.setLength(0);
  }

  private boolean isSasl() {
    return type == AUTHENTICATION_REQUEST && code == SASL;
  }

  private void checkLength() throws ProtocolException {
    boolean request = type == AUTHENTICATION_REQUEST;
    if (length < (request ? LEAST_REQUEST : LEAST_LENGTH)
        || (request && length > LONGEST_REQUEST)) {
      throw new ProtocolException("The server sent a message of an impossible length: " + length);
    }
  }

  private boolean completesBoundMechanism(int next) throws ProtocolException {
    if (listEnded) {
      throw malformedList();
    }
    if (next != 0) {
      mechanism.append((char) next);
      return false;
    }
    String name = mechanism.toString();
    mechanism.setLength(0);
    if (name.isEmpty()) {
      if (!named) {
        throw malformedList();
      }
      listEnded = true;
    }
    named = true;
    return name.startsWith(MECHANISM_BEGINS) && name.endsWith(BOUND_MECHANISM_ENDS);
  }

  private static ProtocolException malformedList() {
    return new ProtocolException("The server sent a malformed list of SASL mechanisms");
  }
}
