package io.github.jdbctls.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * What a server proved inside a handshake: the fact that is bound to the TLS session, and that
 * every later handshake of the session is measured by. Immutable.
 *
 * @param host the expected name, which the session was made for
 * @param verification what was asked of the server
 * @param validity of the path
 * @param time when it was verified
 * @param verifier who verified it
 */
public record VerifiedServer(
    String host,
    Verification verification,
    ValidityPeriod validity,
    Instant time,
    ServerTrustManager verifier) {

  /** The name under which the session keeps the fact. */
  static final String SESSION_KEY = "io.github.jdbctls.trust.VerifiedServer";

  /** A server that showed this path. */
  public VerifiedServer(
      String host,
      Verification verification,
      List<X509Certificate> path,
      Instant time,
      ServerTrustManager verifier) {
    this(host, verification, ValidityPeriod.of(path), time, verifier);
  }

  /** Returns the fact that a session carries; empty if none was bound to it. */
  public static Optional<VerifiedServer> of(SSLSession session) {
    return session.getValue(SESSION_KEY) instanceof VerifiedServer fact
        ? Optional.of(fact)
        : Optional.empty();
  }

  /** Leaf first, trust anchor last; without verification as the server sent it. */
  public List<X509Certificate> path() {
    return validity.path();
  }

  /** Returns the name that was proven, if it was asked for. */
  public Optional<String> verifiedName() {
    return verification.includesName() ? Optional.of(host) : Optional.empty();
  }

  /** Returns the root in which the path ends, if the chain was verified. */
  public Optional<X509Certificate> trustAnchor() {
    return verification.includesChain()
        ? Optional.of(path().get(path().size() - 1))
        : Optional.empty();
  }

  /** Returns the server's own certificate. */
  public X509Certificate leaf() {
    return path().get(0);
  }
}
