package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import org.jspecify.annotations.Nullable;

/**
 * Asks a class of the application for a password.
 *
 * <ol>
 *   <li>The class is looked for by the context class loader of the thread, then by our own, without
 *       initialising it.
 *   <li>It must be a {@link CallbackHandler} with a public constructor without arguments, before
 *       anything of it runs.
 *   <li>A new one is asked once, with one {@link PasswordCallback}, whose prompt names what is to
 *       be opened, and which is cleared afterwards.
 *   <li>What it throws becomes a problem that shows the kind and the stack trace of the exception,
 *       but neither its message nor its causes, which may have the password in them.
 * </ol>
 *
 * @param origin where the class was named
 * @param opened what is to be opened, in words
 */
record PasswordCallbacks(Origin origin, String opened) {
  /**
   * Asks.
   *
   * @return the password, for the caller to wipe; none if the handler gives none
   * @throws ProblemException INVALID_VALUE if there is no such class, or KEY_PASSWORD_MISSING if it
   *     fails
   */
  char[] ask(String className) throws ProblemException {
    CallbackHandler handler = handler(className);
    PasswordCallback callback = new PasswordCallback("Password of " + opened + ": ", false);
    try {
      handler.handle(new Callback[] {callback});
      char[] password = callback.getPassword();
      return password == null ? new char[0] : password;
    } catch (Exception | Error e) {
      throw failed(className, e);
    } finally {
      callback.clearPassword();
    }
  }

  private CallbackHandler handler(String className) throws ProblemException {
    Class<?> type =
        load(className, Thread.currentThread().getContextClassLoader())
            .or(() -> load(className, PasswordCallbacks.class.getClassLoader()))
            .orElseThrow(() -> invalid(className, "is found by no class loader"));
    if (!CallbackHandler.class.isAssignableFrom(type)) {
      throw invalid(className, "is no " + CallbackHandler.class.getName());
    }
    try {
      return (CallbackHandler) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw failed(className, e.getTargetException());
    } catch (LinkageError e) {
      throw failed(className, e);
    } catch (ReflectiveOperationException e) {
      throw invalid(className, "is not public with a public constructor without arguments");
    }
  }

  private static Optional<Class<?>> load(String className, @Nullable ClassLoader loader) {
    try {
      return Optional.of(Class.forName(className, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private ProblemException invalid(String className, String clause) {
    return Problem.of(
            TlsFailure.INVALID_VALUE,
            "the class " + className + " (" + origin.describe() + ") " + clause)
        .withRemedy(
            "Name a public class that implements javax.security.auth.callback.CallbackHandler, with"
                + " a public constructor without arguments, in an exported package.")
        .exception();
  }

  private ProblemException failed(String className, Throwable thrown) {
    return Problem.of(
            TlsFailure.KEY_PASSWORD_MISSING,
            "the class "
                + className
                + " ("
                + origin.describe()
                + ") was asked for the password of "
                + opened
                + " and threw "
                + thrown.getClass().getName())
        .withRemedy("Look at the class: what it threw is not shown, as it may have the password.")
        .withCause(Unshown.of(thrown))
        .exception();
  }
}
