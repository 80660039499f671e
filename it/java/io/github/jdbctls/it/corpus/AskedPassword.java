package io.github.jdbctls.it.corpus;

import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** What an application hands out the password of its keys by. */
public final class AskedPassword implements CallbackHandler {
  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (!(callback instanceof PasswordCallback password)) {
        throw new UnsupportedCallbackException(callback);
      }
      password.setPassword(GivenMaterial.PASSWORD.toCharArray());
    }
  }
}
