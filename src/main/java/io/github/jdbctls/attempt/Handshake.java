package io.github.jdbctls.attempt;

import io.github.jdbctls.trust.VerifiedServer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A handshake that was confirmed on one of an attempt's own sockets. Immutable.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite by its standard name
 * @param peerChain as the server sent it, leaf first
 * @param verified what the trust manager verified, if the mode verifies anything
 * @param clientCertificate ours, if it was sent
 * @param resumed whether an earlier session was continued
 */
public record Handshake(
    String protocol,
    String cipherSuite,
    List<X509Certificate> peerChain,
    VerifiedServer verified,
    Optional<X509Certificate> clientCertificate,
    boolean resumed) {}
