package io.github.jdbctls.context;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context class loader of the thread that opened a connection, for what other threads do for
 * that connection later.
 *
 * <ol>
 *   <li>It matters only where settings name a class path resource or the class of a callback. For
 *       any others nothing is remembered, and nothing of the thread changed.
 *   <li>A timer thread of a driver has no context class loader, or that of another application. By
 *       its own it would find another resource of the same name, or none.
 *   <li>The loader is not kept from being unloaded. Once it is gone, its resources are missing.
 * </ol>
 *
 * Thread-safe.
 */
public final class CallersLoader {
  /** Something that looks for resources. */
  @FunctionalInterface
  public interface Task<T> {
    /** Does it. */
    T call() throws ProblemException;
  }

  private final boolean matters;
  private final boolean present;
  private final WeakReference<@Nullable ClassLoader> loader;

  private CallersLoader(boolean matters, @Nullable ClassLoader loader) {
    this.matters = matters;
    this.present = loader != null;
    this.loader = new WeakReference<>(loader);
  }

  /** The loader of this thread, as far as it matters to the settings. */
  public static CallersLoader of(TlsSettings settings) {
    boolean matters =
        isResource(settings.roots())
            || isResource(settings.certificate())
            || isResource(settings.key())
            || isResource(settings.revocation().file())
            || isCallback(settings.rootPassword())
            || isCallback(settings.keyPassword());
    return matters
        ? new CallersLoader(true, Thread.currentThread().getContextClassLoader())
        : new CallersLoader(false, null);
  }

  private static boolean isResource(Optional<Setting<Source>> source) {
    return source.isPresent() && source.get().value() instanceof Source.Resource;
  }

  private static boolean isCallback(Optional<Setting<PasswordSource>> password) {
    return password.isPresent() && password.get().value() instanceof PasswordSource.Callback;
  }

  /**
   * Runs the task on this thread, with the remembered loader as its context class loader meanwhile.
   *
   * @throws ProblemException of the task, or FILE_MISSING if the loader is gone
   */
  public <T> T call(Task<T> task) throws ProblemException {
    if (!matters) {
      return task.call();
    }
    ClassLoader remembered = loader.get();
    if (present && remembered == null) {
      throw Problem.of(
              TlsFailure.FILE_MISSING,
              "the class loader that the connection was opened with is gone, and its class path"
                  + " resources with it")
          .withRemedy("Close the connections of an application before it is unloaded.")
          .exception();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(remembered);
    try {
      return task.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
