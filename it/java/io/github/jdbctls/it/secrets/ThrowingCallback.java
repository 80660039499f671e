package io.github.jdbctls.it.secrets;

import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;

/** Fails with the password in its message, and in its cause's. */
public final class ThrowingCallback implements CallbackHandler {
  /** Is made by its name. */
  public ThrowingCallback() {}

  @Override
  public void handle(Callback[] callbacks) {
    throw new IllegalStateException(
        "no key for " + SecretFiles.KEY_PASSWORD,
        new IllegalArgumentException(SecretFiles.KEY_PASSWORD));
  }
}
