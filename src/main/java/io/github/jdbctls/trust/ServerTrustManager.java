package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.RevocationLists;
import io.github.jdbctls.material.TrustMaterial;
import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a server inside its handshake, and says after any handshake whether the session is still
 * good.
 *
 * <p>Inside ({@link #checkServerTrusted(X509Certificate[], String, Socket)}), before the client
 * certificate or any password is used:
 *
 * <ol>
 *   <li>The expected name is the peer host of the handshake session, which only our own layer sets.
 *       Without a TLS socket, a handshake session or a peer host the server is refused.
 *   <li>The chain is verified, if {@link Verification} includes it ({@link ChainVerifier}). One
 *       that was verified within the last hour only has to be good still ({@link VerifiedChains}).
 *   <li>A leaf that is to sign by ECDSA in TLS 1.2 may do that, whatever is verified of it ({@link
 *       Purpose#signingRefusal}). If nothing is, it can be read at least.
 *   <li>The name is verified, if it includes that ({@link NameVerifier}).
 *   <li>What was verified is bound to the session as a {@link VerifiedServer}.
 * </ol>
 *
 * <p>After ({@link #confirm}), because a resumed handshake never calls a trust manager:
 *
 * <ol>
 *   <li>The session carries a fact, made by this very trust manager, for its own verification.
 *   <li>The server's certificate on the session is the one of the fact.
 *   <li>The host is the one of the fact, if the name was to be verified.
 *   <li>If the chain was to be verified, every certificate of the path is valid at this moment, and
 *       the revocation lists, current at this moment, do not speak against one.
 * </ol>
 *
 * <p>Clients and the variants which do not know the connection are always refused. Immutable but
 * for the chains that it has accepted; thread-safe.
 */
public final class ServerTrustManager extends X509ExtendedTrustManager {
  /** How JSSE's names of the key agreements of TLS 1.2 end; those of TLS 1.3 do not. */
  private static final String BY_ECDSA = "ECDSA";

  private final Verification verification;
  private final Optional<ChainVerifier> chainVerifier;
  private final Optional<VerifiedChains> chains;
  private final Clock clock;

  /**
   * Verifies as much as is asked for.
   *
   * @param verification what servers have to prove
   * @param roots the root source; may be empty for {@link Verification#NONE} only
   * @param lists by which revoked certificates are told where the chain is verified; empty for no
   *     check of that
   * @param clock says which moment it is
   * @throws IllegalArgumentException if the chain is to be verified and there are no roots
   */
  public ServerTrustManager(
      Verification verification,
      Optional<TrustMaterial> roots,
      Optional<RevocationLists> lists,
      Clock clock) {
    if (verification.includesChain() && roots.isEmpty()) {
      throw new IllegalArgumentException("no roots to verify a chain with");
    }
    this.verification = verification;
    this.chainVerifier =
        roots.isPresent()
            ? Optional.of(new ChainVerifier(roots.get(), lists, clock))
            : Optional.empty();
    this.chains =
        chainVerifier.isPresent()
            ? Optional.of(new VerifiedChains(chainVerifier.get(), clock))
            : Optional.empty();
    this.clock = clock;
  }

  /** As the other constructor, without revocation lists. */
  public ServerTrustManager(Verification verification, Optional<TrustMaterial> roots, Clock clock) {
    this(verification, roots, Optional.empty(), clock);
  }

  /** Returns what a server has to prove. */
  public Verification verification() {
    return verification;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws RefusedCertificateException {
    if (!(socket instanceof SSLSocket tls)) {
      throw refusal("the handshake is not on a TLS socket");
    }
    check(chain, authType, tls.getHandshakeSession(), tls.getSSLParameters());
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws RefusedCertificateException {
    if (engine == null) {
      throw refusal("the handshake has no TLS engine");
    }
    check(chain, authType, engine.getHandshakeSession(), engine.getSSLParameters());
  }

  private void check(
      X509Certificate[] chain,
      String authType,
      @Nullable SSLSession session,
      SSLParameters parameters)
      throws RefusedCertificateException {
    if (session == null) {
      throw refusal("there is no handshake session to bind the verified name to");
    }
    String host = session.getPeerHost();
    if (host == null || host.isEmpty()) {
      throw refusal("the handshake session has no host to verify");
    }
    if (chain == null || chain.length == 0) {
      throw refusal("the server sent no certificate");
    }
    Verdict verdict = verify(host, List.of(chain), authType, constraints(parameters));
    if (verdict instanceof Verdict.Refused refused) {
      throw new RefusedCertificateException(refused.problem());
    }
    List<X509Certificate> path = ((Verdict.Accepted) verdict).path();
    session.putValue(
        VerifiedServer.SESSION_KEY,
        new VerifiedServer(host, verification, path, clock.instant(), this));
  }

  private static @Nullable AlgorithmConstraints constraints(SSLParameters parameters) {
    AlgorithmConstraints constraints = parameters.getAlgorithmConstraints();
    return constraints instanceof HandshakeConstraints own ? own.ofTheJvm() : constraints;
  }

  /** What OpenSSL cannot read, or goes by and nobody here does, it takes for no use at all. */
  private static Optional<Problem> unverifiedRefusal(X509Certificate leaf) {
    try {
      Optional<Problem> foreign = Purpose.foreignRefusal(CertificateContents.of(leaf));
      return foreign.isPresent() ? foreign : Purpose.signingRefusal(leaf);
    } catch (MalformedException e) {
      return Optional.of(Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e));
    }
  }

  /**
   * Verifies chain and name, as far as this verification includes them.
   *
   * @param constraints what the JVM has disabled for TLS; null where its provider has no such rules
   */
  Verdict verify(
      String host,
      List<X509Certificate> chain,
      String authType,
      @Nullable AlgorithmConstraints constraints) {
    boolean signs = authType.endsWith(BY_ECDSA);
    if (!verification.includesChain()) {
      Optional<Problem> refusal = signs ? unverifiedRefusal(chain.get(0)) : Optional.empty();
      return refusal.isPresent() ? new Verdict.Refused(refusal.get()) : new Verdict.Accepted(chain);
    }
    Verdict verdict = chains.orElseThrow().verify(chain, authType, constraints);
    if (!(verdict instanceof Verdict.Accepted accepted)) {
      return verdict;
    }
    X509Certificate leaf = accepted.path().get(0);
    Optional<Problem> refusal = signs ? Purpose.signingRefusal(leaf) : Optional.empty();
    if (refusal.isEmpty() && verification.includesName()) {
      refusal = NameVerifier.refusal(host, leaf);
    }
    return refusal.isPresent() ? new Verdict.Refused(refusal.get()) : accepted;
  }

  /**
   * Says whether a session, fresh or resumed, is one that this trust manager verified for the host,
   * and still good. To be asked after every handshake.
   *
   * @param session of the finished handshake
   * @param host as the URL has it
   * @return the path, or the reason: {@link TlsFailure#TLS_NOT_PROVEN}, {@link
   *     TlsFailure#CERTIFICATE_EXPIRED}, {@link TlsFailure#CERTIFICATE_NOT_YET_VALID}, {@link
   *     TlsFailure#CERTIFICATE_REVOKED}, {@link TlsFailure#REVOCATION_LIST_EXPIRED} or {@link
   *     TlsFailure#REVOCATION_LIST_MISSING}
   */
  public Verdict confirm(SSLSession session, String host) {
    if (!(session.getValue(VerifiedServer.SESSION_KEY) instanceof VerifiedServer fact)) {
      return notProven("the TLS session carries no verified server");
    }
    if (fact.verifier() != this || fact.verification() != verification) {
      return notProven("the TLS session was verified under other settings");
    }
    if (!fact.leaf().equals(leaf(session))) {
      return notProven("the TLS session has another certificate than the one that was verified");
    }
    if (verification.includesName() && !NameVerifier.equalsIgnoringAsciiCase(fact.host(), host)) {
      return notProven(
          "the TLS session was verified for "
              + PrintableText.quote(fact.host())
              + ", not for "
              + PrintableText.quote(host));
    }
    Optional<Problem> invalid =
        verification.includesChain()
            ? chainVerifier.orElseThrow().expiry(fact.validity())
            : Optional.empty();
    return invalid.isPresent()
        ? new Verdict.Refused(invalid.get())
        : new Verdict.Accepted(fact.path());
  }

  private static @Nullable Certificate leaf(SSLSession session) {
    try {
      return session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static Verdict notProven(String found) {
    return Verdict.refused(TlsFailure.TLS_NOT_PROVEN, found);
  }

  private static RefusedCertificateException refusal(String found) {
    return new RefusedCertificateException(Problem.of(TlsFailure.TLS_NOT_PROVEN, found));
  }

  /** Always refused: without the connection there is no name to verify. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws RefusedCertificateException {
    throw refusal("a server cannot be verified without its connection");
  }

  /** Always refused: this verifies servers. */
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws RefusedCertificateException {
    throw refusal("clients are not verified here");
  }

  /** Always refused: this verifies servers. */
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws RefusedCertificateException {
    throw refusal("clients are not verified here");
  }

  /** Always refused: this verifies servers. */
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws RefusedCertificateException {
    throw refusal("clients are not verified here");
  }

  /** None: the list is for servers only. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
