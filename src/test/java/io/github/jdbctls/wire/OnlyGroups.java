package io.github.jdbctls.wire;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A server's sockets agree to these groups only, as far as their JDK has them. Schemes of ECDSA go
 * with their curves, so that all keys have to be of RSA.
 */
public record OnlyGroups(Set<String> groups) implements AlgorithmConstraints {
  /** Restricts a socket before its handshake; no groups are no restriction. */
  public static void restrict(SSLSocket socket, Set<String> groups) {
    if (!groups.isEmpty()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setAlgorithmConstraints(new OnlyGroups(groups));
      socket.setSSLParameters(parameters);
    }
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, AlgorithmParameters parameters) {
    boolean isGroup = name.startsWith("secp") || name.startsWith("x") || name.startsWith("ffdhe");
    return !isGroup || groups.contains(name);
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return true;
  }

  @Override
  public boolean permits(
      Set<CryptoPrimitive> primitives, String name, Key key, AlgorithmParameters parameters) {
    return true;
  }
}
