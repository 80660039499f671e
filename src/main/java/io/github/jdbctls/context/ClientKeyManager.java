package io.github.jdbctls.context;

import io.github.jdbctls.material.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers the one client certificate whenever the server asks, whatever issuers it names.
 *
 * <p>libpq does the same; JSSE's default would hold it back, and servers which register self-signed
 * client certificates need it. JSSE silently sends none if no key type suits the server, so what
 * was asked for is remembered for the error message. Thread-safe.
 */
final class ClientKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";

  private final @Nullable Identity identity;
  private final Map<Socket, List<String>> requests =
      Collections.synchronizedMap(new WeakHashMap<>());

  ClientKeyManager(Optional<Identity> identity) {
    this.identity = identity.orElse(null);
  }

  /** What is to be said about the certificate and its key. */
  List<String> warnings() {
    return identity == null ? List.of() : identity.warnings();
  }

  /** The key types that the server at the end of the socket asked for, in words. */
  Optional<String> request(Socket socket) {
    return Optional.ofNullable(requests.get(socket))
        .map(
            types ->
                "the server asked for a certificate with a key of type "
                    + String.join(", ", types)
                    + "; "
                    + (identity == null
                        ? "none was given"
                        : "the given one has a key of type " + identity.key().getAlgorithm()));
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    if (socket != null) {
      requests.put(socket, List.of(keyTypes));
    }
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseClientAlias(keyTypes, issuers, null);
  }

  private @Nullable String choose(String[] keyTypes) {
    if (identity == null) {
      return null;
    }
    String own = identity.key().getAlgorithm();
    String certified = identity.chain().get(0).getPublicKey().getAlgorithm();
    for (String type : keyTypes) {
      if (type.equals(own) || type.equals(certified)) {
        return ALIAS;
      }
    }
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return choose(new String[] {keyType}) == null ? null : new String[] {ALIAS};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identity == null || !alias.equals(ALIAS)
        ? null
        : identity.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identity == null || !alias.equals(ALIAS) ? null : identity.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
