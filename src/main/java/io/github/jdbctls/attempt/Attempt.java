package io.github.jdbctls.attempt;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.context.OfferedGroups;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.failure.Explained;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.protocol.Progress;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connect to one host: what it expects, the sockets that it owns, and the record of what
 * happened.
 *
 * <ol>
 *   <li>While it is open it gives out one raw socket, and layers TLS on that socket only, once.
 *   <li>Once its connection stands, every further socket is for a cancel request, and is as secure,
 *       by the material of its own time.
 *   <li>Once it is over it gives out nothing.
 * </ol>
 *
 * <p>Thread-safe: the driver may use it from a thread of its own.
 */
public final class Attempt {
  private enum Phase {
    OPENING,
    CONNECTED,
    OVER
  }

  private static final int LONGEST_CHAIN = 20;

  private final HostPort server;
  private final InetSocketAddress address;
  private final TlsRequest request;
  private final @Nullable TlsTerms terms;
  private final TlsNegotiation negotiation;
  private final @Nullable DialPlan plan;

  /** Of its own: progress is told by threads that hold locks of the TLS socket. */
  private final Object progressLock = new Object();

  private volatile Progress progress = Progress.NEW;

  /** None any longer once the connection stands. */
  private volatile @Nullable Deadline limit;

  private Phase phase = Phase.OPENING;
  private @Nullable GuardedSocket raw;
  private @Nullable WireSocket wire;
  private @Nullable ConfirmingSocket layered;
  private @Nullable OfferedGroups groups;
  private @Nullable Handshake handshake;
  private @Nullable Problem problem;
  private boolean mayWantAnotherGroup;

  private Attempt(
      HostPort server,
      InetSocketAddress address,
      TlsRequest request,
      @Nullable TlsTerms terms,
      @Nullable DialPlan plan) {
    this.server = server;
    this.address = address;
    this.request = request;
    this.terms = terms;
    this.negotiation = new TlsNegotiation(request);
    this.plan = plan;
  }

  /** An attempt over TLS. */
  public static Attempt overTls(
      HostPort server, InetSocketAddress address, TlsRequest request, TlsTerms terms) {
    return new Attempt(server, address, request, terms, null);
  }

  /** An attempt in clear text, which the mode must allow. */
  public static Attempt inClearText(
      HostPort server, InetSocketAddress address, TlsRequest request) {
    return new Attempt(server, address, request, null, null);
  }

  /**
   * One of several attempts of a driver that dials by itself.
   *
   * @param terms null for clear text
   */
  static Attempt of(
      DialPlan plan,
      HostPort server,
      InetSocketAddress address,
      TlsRequest request,
      @Nullable TlsTerms terms) {
    return new Attempt(server, address, request, terms, plan);
  }

  /** Ends what is read at the deadline, until the connection stands. */
  public void limit(Deadline deadline) {
    limit = deadline;
  }

  /** Returns the time that is left; empty if there is no limit, or the connection stands. */
  Optional<Duration> remaining() {
    Deadline deadline = limit;
    return deadline == null ? Optional.empty() : deadline.remaining();
  }

  /**
   * Returns what is left in milliseconds, at least one.
   *
   * @throws SocketTimeoutException if nothing is left
   */
  int millisLeft(Duration left) throws SocketTimeoutException {
    if (left.toMillis() <= 0) {
      throw new SocketTimeoutException(limit + " is over");
    }
    return (int) Math.min(left.toMillis(), Integer.MAX_VALUE);
  }

  /** Returns the host that must prove its name, and its port. */
  public HostPort server() {
    return server;
  }

  /** Returns the address that is dialled. */
  public InetSocketAddress address() {
    return address;
  }

  /** Returns what goes on the wire. */
  public Transport transport() {
    return transport(request, terms);
  }

  /** Returns what goes on the wire by these terms; without any it is clear text. */
  static Transport transport(TlsRequest request, @Nullable TlsTerms terms) {
    if (terms == null) {
      return Transport.PLAIN;
    }
    return request.isDirect() ? Transport.DIRECT_TLS : Transport.TLS;
  }

  /** Returns how far it has come. */
  public Progress progress() {
    return progress;
  }

  /** Returns the server's answer to the request for TLS, once it is there. */
  public Optional<TlsRequest.Answer> answer() {
    return negotiation.answer();
  }

  /** Returns the first thing that was refused. */
  public synchronized Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * Returns the confirmed handshake, if its socket is the attempt's own and still open, and the
   * driver has tried nothing that had to be refused: what it tries next to a proven socket, it may
   * do over another one.
   */
  public synchronized Optional<Handshake> provenHandshake() {
    // Each end is asked: TLS does not notice that the socket below it was closed.
    boolean open = raw != null && !raw.isClosed() && layered != null && !layered.isClosed();
    return open && problem == null ? Optional.ofNullable(handshake) : Optional.empty();
  }

  /** Returns what the server asked of a client certificate, in words, if it asked. */
  public synchronized Optional<String> certificateRequest() {
    return terms == null || layered == null
        ? Optional.empty()
        : terms.context().certificateRequest(layered.target());
  }

  /**
   * Whether the server ended the connection without a word where it had to say what it thinks of
   * our certificate: in TLS 1.3, after the handshake.
   */
  public synchronized boolean isEndedUnheard() {
    return handshake != null
        && handshake.protocol().equals(TlsVersion.TLS_1_3.protocol())
        && wire != null
        && wire.isEndedUnheard();
  }

  /**
   * Makes a raw socket for the driver, not connected.
   *
   * @throws RefusedIOException if the attempt is over, or has given out its socket already
   */
  public synchronized Socket newSocket() throws IOException {
    switch (phase) {
      case OPENING -> {
        if (raw != null) {
          throw refused(
              TlsFailure.HANDLE_REFUSED, "the driver asked for a second socket to " + server);
        }
        return adopt(new GuardedSocket(this));
      }
      case CONNECTED -> {
        return new CancelSocket(this, terms == null ? null : terms.contexts());
      }
      default ->
          throw refused(
              TlsFailure.HANDLE_REFUSED,
              "a socket to " + server + " was asked for after the attempt");
    }
  }

  /** Makes a socket the attempt's own. */
  synchronized GuardedSocket adopt(GuardedSocket socket) {
    raw = socket;
    reach(Progress.SOCKET);
    return socket;
  }

  /**
   * Layers TLS on the attempt's raw socket; the handshake is not begun.
   *
   * <p>The server must have agreed, but for direct TLS, where nobody has said anything. In TLS the
   * client speaks first, so whatever has arrived by now was injected, and is refused as by libpq
   * (CVE-2021-23222).
   *
   * @param socket must be the attempt's own
   * @param host must be the attempt's
   * @throws RefusedIOException if anything is not as it must be
   */
  public synchronized SSLSocket layer(Socket socket, String host, int port) throws IOException {
    if (phase != Phase.OPENING || terms == null || raw == null || socket != raw) {
      throw refused(TlsFailure.HANDLE_REFUSED, "TLS was asked for on a socket of somebody else");
    }
    if (layered != null || !negotiation.allowsTls()) {
      throw refused(
          TlsFailure.HANDLE_REFUSED, "TLS was begun where " + server + " had not agreed to it");
    }
    if (port != server.port() || !server.isNamed(host)) {
      throw refused(
          TlsFailure.HANDLE_REFUSED, "TLS was asked for with another host than " + server);
    }
    if (raw.wire().getInputStream().available() > 0) {
      throw refused(
          TlsFailure.UNENCRYPTED_DATA,
          "unencrypted data came from " + server + " before the handshake");
    }
    wire = new WireSocket(raw.wire(), this);
    Optional<OfferedGroups> offered = offered(terms.context());
    groups = offered.orElse(null);
    SSLSocket tls = terms.context().layer(wire, server, request.applicationProtocol(), offered);
    layered = confirming(tls, terms);
    if (!request.isDirect()) {
      reach(Progress.LAYERED);
    }
    return layered;
  }

  /** Those of the JVM, where nobody would dial once more. */
  private Optional<OfferedGroups> offered(TlsContext context) {
    return plan == null || plan.isDialledAgain() ? context.groups(server) : Optional.empty();
  }

  private ConfirmingSocket confirming(SSLSocket socket, TlsTerms tls) throws IOException {
    if (socket.getInetAddress() == null) {
      throw refused(TlsFailure.HANDLE_REFUSED, "TLS was begun on a socket that is not connected");
    }
    return new ConfirmingSocket(socket, new ConnectConfirmation(this, tls));
  }

  /** Whether the driver is still opening its connection. */
  synchronized boolean isOpening() {
    return phase == Phase.OPENING;
  }

  /** The connection stands: from now on sockets are for cancels, unless it is over already. */
  public synchronized void connected() {
    if (phase == Phase.OPENING) {
      phase = Phase.CONNECTED;
      limit = null;
    }
  }

  /** Whether a confirmed handshake protects this very socket, which is open. */
  synchronized boolean protects(Socket socket) {
    return layered == socket && isLive();
  }

  /** Whether its socket is open, and confirmed if it is one over TLS. */
  synchronized boolean isLive() {
    boolean open = raw != null && !raw.isClosed() && (layered == null || !layered.isClosed());
    return open && (terms == null || handshake != null);
  }

  /** Whether its socket is of no use any more. */
  synchronized boolean isClosed() {
    return raw != null && raw.isClosed();
  }

  /** The call is over: unless its connection stands, nothing is given out, and all is closed. */
  public synchronized void end() {
    if (phase == Phase.CONNECTED) {
      return;
    }
    phase = Phase.OVER;
    if (raw != null) {
      try {
        raw.wire().close();
      } catch (IOException e) {
        // The socket is of no use to anybody either way.
        raw = null;
      }
    }
  }

  void reach(Progress next) {
    synchronized (progressLock) {
      if (next.compareTo(progress) > 0) {
        progress = next;
      }
    }
  }

  synchronized void confirmed(Handshake newHandshake) {
    handshake = newHandshake;
    if (groups != null) {
      groups.confirmed(newHandshake.protocol(), newHandshake.cipherSuite(), newHandshake.resumed());
    }
    reach(Progress.CONFIRMED);
    if (plan != null) {
      plan.accepted(server);
      // Nobody else would say so of what is dialled once the connection stands.
      if (plan.stands()) {
        connected();
      }
    }
  }

  /**
   * Whether the handshake may have failed for the one group that was offered alone: then another
   * attempt, which offers all, may succeed. The server was in time, and nothing was refused here
   * but what it said in that handshake.
   */
  public synchronized boolean mayWantAnotherGroup() {
    return mayWantAnotherGroup;
  }

  /** Keeps the reason of a handshake that failed, if it is one of ours. */
  void failed(IOException failure) {
    boolean mayBeTheGroup = mayBeTheGroup(failure);
    reason(failure).ifPresent(this::refused);
    synchronized (this) {
      mayWantAnotherGroup = mayBeTheGroup;
    }
  }

  private synchronized boolean mayBeTheGroup(IOException failure) {
    boolean mayBeRefused = groups != null && groups.failed();
    return mayBeRefused && problem == null && !(failure instanceof InterruptedIOException);
  }

  private static Optional<Problem> reason(IOException failure) {
    Throwable cause = failure;
    for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
      if (cause instanceof Explained explained) {
        return Optional.of(explained.problem());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  TlsRequest request() {
    return request;
  }

  ClientCertificateMode certificateMode() {
    return terms == null ? ClientCertificateMode.DISABLE : terms.certificateMode();
  }

  TlsNegotiation negotiation() {
    return negotiation;
  }

  void checkPeer(SocketAddress endpoint) throws RefusedIOException {
    if (!(endpoint instanceof InetSocketAddress peer)
        || peer.getPort() != server.port()
        || !server.isAddressedBy(peer)) {
      throw refused(
          TlsFailure.HANDLE_REFUSED,
          "a connection to another host than " + server + " was asked for");
    }
  }

  RefusedIOException clearTextRefused() {
    return refused(
        TlsFailure.CLEAR_TEXT_PREVENTED,
        "the driver was about to send or read clear text on the connection to " + server);
  }

  RefusedIOException refused(TlsFailure failure, String found) {
    return refused(Problem.of(failure, found));
  }

  RefusedIOException refused(Problem newProblem) {
    boolean isFirst;
    synchronized (this) {
      isFirst = problem == null && phase == Phase.OPENING;
      mayWantAnotherGroup = false;
      if (isFirst) {
        problem = newProblem;
      }
    }
    if (isFirst && plan != null) {
      plan.refused(server, newProblem);
    }
    return new RefusedIOException(newProblem);
  }
}
