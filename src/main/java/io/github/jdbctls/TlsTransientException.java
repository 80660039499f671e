package io.github.jdbctls;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * No connection was made, but the same attempt may succeed later.
 *
 * <p>The message stands alone: code, what was found, what to do. The cause chain keeps the
 * exceptions behind it.
 */
public final class TlsTransientException extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1L;

  private final TlsFailure failure;

  /** Makes an exception with the failure's SQLState. */
  public TlsTransientException(TlsFailure failure, String message, @Nullable Throwable cause) {
    super(message, failure.sqlState(), cause);
    this.failure = failure;
  }

  /** Returns the cause in general, with its stable code. */
  public TlsFailure failure() {
    return failure;
  }
}
