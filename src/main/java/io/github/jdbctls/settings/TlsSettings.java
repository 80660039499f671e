package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the user's words say about TLS, each value with its origin; defaults filled in.
 * Immutable, equal by content, and prints no secret.
 *
 * @param mode what is demanded
 * @param roots the root source; empty only where the mode does without verification
 * @param revocation where the revocation lists are, by which the chain is checked where it is
 *     verified
 * @param certificateMode whether a client certificate is sent
 * @param certificate the client certificate's source
 * @param key the private key's source; may be empty where the certificate's source has the key too
 * @param rootPassword the password of the root source, if that is a key store
 * @param keyPassword the password of the key
 * @param enforcesKeyPermissions whether a key file that others can read is an error, not a warning
 * @param negotiation how TLS begins
 * @param protocols the TLS versions that may be negotiated
 * @param sendServerName whether the server name goes out in the ClientHello
 * @param reloadGrace how long the last good material serves where a change cannot be read
 * @param hostAddresses the addresses to dial in place of the hosts: none, or one for each host,
 *     where an empty text means that host's own name
 */
public record TlsSettings(
    Setting<SslMode> mode,
    Optional<Setting<Source>> roots,
    RevocationSources revocation,
    ClientCertificateMode certificateMode,
    Optional<Setting<Source>> certificate,
    Optional<Setting<Source>> key,
    Optional<Setting<PasswordSource>> rootPassword,
    Optional<Setting<PasswordSource>> keyPassword,
    boolean enforcesKeyPermissions,
    SslNegotiation negotiation,
    ProtocolBounds protocols,
    boolean sendServerName,
    Duration reloadGrace,
    List<String> hostAddresses) {}
