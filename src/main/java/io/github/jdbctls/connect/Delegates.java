package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.DelegateDriver;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.DriverVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.lang.ref.WeakReference;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver that a dialect names.
 *
 * <ol>
 *   <li>A driver that the application has added, if it takes the dialect's URLs: the application
 *       vouches for it, and its version counts only if it has one.
 *   <li>Else the first class that the dialect names and that is there, in the thread's context
 *       loader or in our own; never whatever accepts the URL, for it would get the password. One
 *       that is there and cannot be loaded is an error: it gives way to no other.
 *   <li>Its version must not be below its floor.
 *   <li>Its class path defaults must have no key that a user may not write.
 *   <li>Its loader must see our hook classes.
 * </ol>
 *
 * <p>Thread-safe. What was found fit is remembered for each driver class; and for the thread's
 * context loader, until the next garbage collection: asked again, a loader has the same class for a
 * name.
 */
public final class Delegates {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");
  private static final Delegates SHARED = new Delegates();

  private record Found(Dialect dialect, @Nullable ClassLoader context, Delegate delegate) {
    boolean isFor(Dialect asked, @Nullable ClassLoader loader) {
      return dialect == asked && context == loader;
    }
  }

  private final List<Driver> added = new CopyOnWriteArrayList<>();

  /** By subprotocol; weak, so that no class loader is held beyond its time. */
  private final Map<String, WeakReference<Found>> latest = new ConcurrentHashMap<>();

  private volatile ClassValue<AtomicReference<@Nullable Delegate>> known = newKnown();

  /** Kept by each driver class itself, so that no class loader is held beyond its time. */
  private static ClassValue<AtomicReference<@Nullable Delegate>> newKnown() {
    return new ClassValue<>() {
      @Override
      protected AtomicReference<@Nullable Delegate> computeValue(Class<?> type) {
        return new AtomicReference<>();
      }
    };
  }

  /** Returns the delegates of this JVM. */
  public static Delegates shared() {
    return SHARED;
  }

  /** Adds a driver that the application vouches for. */
  public void add(Driver driver) {
    added.add(0, driver);
  }

  /** Forgets all drivers. */
  public void clear() {
    added.clear();
    known = newKnown();
    latest.clear();
  }

  Delegate find(Dialect dialect) throws ProblemException {
    Driver vouchedFor = addedFor(dialect);
    if (vouchedFor != null) {
      Optional<DriverVersion> version = dialect.version(vouchedFor);
      if (version.isPresent()) {
        checkVersion(Dialects.driver(dialect, vouchedFor), version.get());
      }
      DriverDefaults.check(dialect, vouchedFor);
      HookVisibility.check(dialect, vouchedFor);
      return new Delegate(vouchedFor);
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    String subprotocol = dialect.subprotocols().get(0);
    WeakReference<Found> reference = latest.get(subprotocol);
    Found found = reference == null ? null : reference.get();
    if (found == null || !found.isFor(dialect, context)) {
      found = new Found(dialect, context, findFit(dialect, context));
      latest.put(subprotocol, new WeakReference<>(found));
    }
    return found.delegate();
  }

  private Delegate findFit(Dialect dialect, @Nullable ClassLoader context) throws ProblemException {
    Class<?> type = load(dialect, context);
    AtomicReference<@Nullable Delegate> remembered = known.get(type);
    Delegate delegate = remembered.get();
    if (delegate == null) {
      delegate = new Delegate(instantiate(type));
      DelegateDriver named = Dialects.driver(dialect, delegate.driver());
      Optional<DriverVersion> version = dialect.version(delegate.driver());
      if (version.isEmpty()) {
        throw unreadableVersion(named).exception();
      }
      checkVersion(named, version.get());
      DriverDefaults.check(dialect, delegate.driver());
      remembered.set(delegate);
    }
    HookVisibility.check(dialect, delegate.driver());
    return delegate;
  }

  private @Nullable Driver addedFor(Dialect dialect) {
    if (added.isEmpty()) {
      return null;
    }
    String url = "jdbc:" + dialect.subprotocols().get(0) + "://localhost/";
    for (Driver driver : added) {
      try {
        if (driver.acceptsURL(url)) {
          return driver;
        }
      } catch (SQLException e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "An added delegate cannot say whether it takes " + url + ", and is passed over",
            e);
      }
    }
    return null;
  }

  /** Where none is there, the failure of the first says why. */
  private static Class<?> load(Dialect dialect, @Nullable ClassLoader context)
      throws ProblemException {
    ClassLoader own = Delegates.class.getClassLoader();
    @Nullable Throwable failure = null;
    for (DelegateDriver driver : Dialects.drivers(dialect)) {
      for (ClassLoader loader : Arrays.asList(context == null ? own : context, own)) {
        try {
          return Class.forName(driver.className(), true, loader);
        } catch (ClassNotFoundException e) {
          failure = failure == null ? e : failure;
        } catch (LinkageError e) {
          throw broken(driver, e).exception();
        }
      }
    }
    throw new Problem(
            TlsFailure.DELEGATE_MISSING,
            Dialects.drivers(dialect).stream()
                    .map(Delegates::describe)
                    .collect(Collectors.joining(", nor ", "the driver ", ""))
                + " is not on the class path",
            "Add " + dialect.delegate().coordinates() + ".",
            failure)
        .exception();
  }

  /** An absent class is a ClassNotFoundException; so this one, or what it needs, is at fault. */
  private static Problem broken(DelegateDriver driver, LinkageError error) {
    Throwable cause = error.getCause();
    boolean isCauseOnly = error instanceof ExceptionInInitializerError && cause != null;
    return new Problem(
        TlsFailure.DELEGATE_MISSING,
        "the driver "
            + describe(driver)
            + " is there, but cannot be loaded: "
            + (isCauseOnly ? cause : error),
        "Replace it by " + driver.coordinates() + " with all that it needs, for this Java.",
        error);
  }

  private static String describe(DelegateDriver driver) {
    return driver.name() + " (" + driver.className() + ")";
  }

  private static Driver instantiate(Class<?> type) throws ProblemException {
    try {
      return (Driver) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw Problem.of(TlsFailure.DELEGATE_MISSING, type.getName() + " cannot be made: " + e)
          .withCause(e)
          .exception();
    }
  }

  private static void checkVersion(DelegateDriver delegate, DriverVersion version)
      throws ProblemException {
    if (version.compareTo(delegate.floor()) < 0) {
      throw new Problem(
              TlsFailure.DELEGATE_TOO_OLD,
              delegate.name() + " " + version + " is too old: " + delegate.floorReason(),
              "Use " + delegate.coordinates() + " " + delegate.floor() + " or later.",
              null)
          .exception();
    }
  }

  private static Problem unreadableVersion(DelegateDriver delegate) {
    return Problem.of(
            TlsFailure.DELEGATE_TOO_OLD, delegate.name() + " does not say which version it is")
        .withRemedy("Use " + delegate.coordinates() + " " + delegate.floor() + " or later.");
  }
}
