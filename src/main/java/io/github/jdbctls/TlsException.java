package io.github.jdbctls;

import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * No connection was made, and none will be until something is changed.
 *
 * <p>The message stands alone: code, what was found, what to do. The cause chain keeps the
 * exceptions behind it.
 */
public final class TlsException extends SQLNonTransientConnectionException {
  private static final long serialVersionUID = 1L;

  private final TlsFailure failure;

  /** Makes an exception with the failure's SQLState. */
  public TlsException(TlsFailure failure, String message, @Nullable Throwable cause) {
    super(message, failure.sqlState(), cause);
    this.failure = failure;
  }

  /** Returns the cause in general, with its stable code. */
  public TlsFailure failure() {
    return failure;
  }
}
