package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.attempt.Deadline;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.context.ReloadWatch;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection:
 *
 * <ol>
 *   <li>Parse the URL and the properties, unless the very same were parsed just now; an unknown or
 *       weakening parameter ends it here.
 *   <li>Check the policy of the JVM, and what the protocol can do; warn, once for each
 *       configuration.
 *   <li>Find the driver: the right class, new enough, able to see our hooks.
 *   <li>Get the context: files are read, or were read and have not changed. A bad file ends it
 *       here, unless it was good a short while ago, before anything is dialled, also where the mode
 *       would allow plain text; so does a TLS version that was named and that the JVM has disabled.
 *   <li>Open, host by host, and prove.
 *   <li>Tell those who watch for new material, and return the driver's own connection.
 * </ol>
 */
public final class Connector {
  private static final System.Logger LOGGER = System.getLogger("io.github.jdbctls");

  /** To wait for another thread that reads the same files, where nobody set a limit. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Connector() {}

  /** Whether a URL is ours, by its prefix alone. */
  public static boolean accepts(@Nullable String url) {
    return url != null && url.regionMatches(true, 0, TlsUrl.PREFIX, 0, TlsUrl.PREFIX.length());
  }

  /** Forgets what was asked for of late. */
  public static void clear() {
    Requests.shared().clear();
  }

  /**
   * Opens a connection.
   *
   * @param url one that {@link #accepts accepts} takes
   * @param info is not changed
   * @throws SQLException of ours with the reason, or the driver's own where the failure is not ours
   */
  public static Connection connect(String url, @Nullable Properties info) throws SQLException {
    return connect(url, info, List.of(TlsContexts.shared().reloads()));
  }

  /** Opens a connection, as {@link #connect(String, Properties)}, for somebody who watches too. */
  public static Connection connect(String url, @Nullable Properties info, ReloadWatch watch)
      throws SQLException {
    return connect(url, info, List.of(TlsContexts.shared().reloads(), watch));
  }

  private static Connection connect(
      String url, @Nullable Properties info, List<ReloadWatch> watches) throws SQLException {
    try {
      TlsPolicy policy = TlsPolicy.current();
      Request request = Requests.shared().read(url, info, policy);
      Deadline deadline = Deadline.ofConnect(request.loginTimeout());
      PolicyCheck.check(request.settings(), policy);
      ModeCheck.check(request.settings(), request.dialect());
      HostAddressCheck.check(request);
      warnOnce(request.connect().warnings());
      Delegate delegate = Delegates.shared().find(request.dialect());
      Optional<TlsContext> context = context(request, deadline);
      if (context.isPresent()) {
        loaded(context.get(), watches);
      }
      Connection connection = new Opening(request, delegate, context, deadline).open();
      if (context.isPresent()) {
        told(connection, context.get(), watches);
      }
      return connection;
    } catch (ProblemException e) {
      throw Failures.exception(e.problem());
    } catch (OutOfMemoryError e) {
      throw Failures.exception(ended(e).withRemedy("Give this JVM more memory."));
    } catch (RuntimeException | Error e) {
      // A driver's service loader throws errors too; nothing but an SQLException may leave here.
      throw Failures.exception(ended(e));
    }
  }

  private static void loaded(TlsContext context, List<ReloadWatch> watches) {
    warnOnce(context.warnings());
    for (ReloadWatch watch : watches) {
      watch.loaded(context);
    }
  }

  /** A connection that nobody would be given, because a watch fails, is closed. */
  static void told(Connection connection, TlsContext context, List<ReloadWatch> watches) {
    try {
      Optional<ProvenConnection> proven = OpenConnections.shared().proven(connection);
      if (proven.isPresent()) {
        Supplier<Optional<X509Certificate>> sent =
            () -> proven.get().handshake().flatMap(Handshake::clientCertificate);
        for (ReloadWatch watch : watches) {
          watch.proven(context, sent);
        }
      }
    } catch (RuntimeException | Error e) {
      try {
        connection.close();
      } catch (SQLException | RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static Optional<TlsContext> context(Request request, Deadline deadline)
      throws ProblemException {
    if (request.settings().mode().value() == SslMode.DISABLE) {
      return Optional.empty();
    }
    return Optional.of(
        TlsContexts.shared()
            .get(request.contextKey(), request.settings(), deadline.remaining().orElse(PATIENCE)));
  }

  private static Problem ended(Throwable cause) {
    return Problem.of(TlsFailure.INTERNAL, "the connect ended with " + cause.getClass().getName())
        .withCause(cause);
  }

  private static void warnOnce(List<String> warnings) {
    for (String warning : warnings) {
      if (TlsContexts.shared().isNew(warning)) {
        LOGGER.log(System.Logger.Level.WARNING, warning);
      }
    }
  }
}
