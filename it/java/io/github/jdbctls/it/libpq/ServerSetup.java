package io.github.jdbctls.it.libpq;

import java.util.List;
import java.util.Optional;

/**
 * How the server of a case answers. Immutable.
 *
 * @param certificate by the name that its file has in the table; empty for a server without TLS
 * @param sendsIssuers whether the intermediates follow it
 * @param access lines of {@code pg_hba.conf}
 * @param clientRoots the file with the authorities of clients; empty to ask for no certificate
 * @param clientLists how the server is told which clients' certificates are revoked
 * @param front what stands before it
 */
record ServerSetup(
    Optional<String> certificate,
    boolean sendsIssuers,
    List<String> access,
    Optional<String> clientRoots,
    ClientLists clientLists,
    Optional<Front> front) {

  /** How the server is told which clients' certificates are revoked. */
  enum ClientLists {
    NONE,
    FILE,
    DIRECTORY
  }

  private static final String CLIENT_ROOTS = "root+client_ca.crt";

  ServerSetup {
    access = List.copyOf(access);
  }

  /** The server of 001 to 003 with this certificate, whose login is by this method. */
  static ServerSetup presenting(String certificate, String method) {
    return new ServerSetup(
        Optional.of(certificate),
        false,
        Access.forTlsOnly(method),
        Optional.of(CLIENT_ROOTS),
        ClientLists.NONE,
        Optional.empty());
  }

  /** The server of 001 with this certificate, which lets everyone in. */
  static ServerSetup presenting(String certificate) {
    return presenting(certificate, "trust");
  }

  /** The same with another certificate. */
  ServerSetup certificate(String name) {
    return new ServerSetup(
        Optional.of(name), sendsIssuers, access, clientRoots, clientLists, front);
  }

  /** The same without TLS. */
  ServerSetup withoutTls() {
    return new ServerSetup(
        Optional.empty(), false, access, Optional.empty(), ClientLists.NONE, front);
  }

  /** The same, sending the intermediates. */
  ServerSetup sendingIssuers() {
    return new ServerSetup(certificate, true, access, clientRoots, clientLists, front);
  }

  /** The same with other lines of {@code pg_hba.conf}. */
  ServerSetup access(List<String> lines) {
    return new ServerSetup(certificate, sendsIssuers, lines, clientRoots, clientLists, front);
  }

  /** The same with other authorities of clients. */
  ServerSetup clientRoots(String file) {
    return new ServerSetup(
        certificate, sendsIssuers, access, Optional.of(file), clientLists, front);
  }

  /** The same, asking for no client certificate. */
  ServerSetup withoutClientRoots() {
    return new ServerSetup(
        certificate, sendsIssuers, access, Optional.empty(), ClientLists.NONE, front);
  }

  /** The same with revocation lists of clients' certificates. */
  ServerSetup clientLists(ClientLists how) {
    return new ServerSetup(certificate, sendsIssuers, access, clientRoots, how, front);
  }

  /** The same with something before it. */
  ServerSetup behind(Front newFront) {
    return new ServerSetup(
        certificate, sendsIssuers, access, clientRoots, clientLists, Optional.of(newFront));
  }

  /** The server itself, with nothing before it. */
  ServerSetup withoutFront() {
    return new ServerSetup(
        certificate, sendsIssuers, access, clientRoots, clientLists, Optional.empty());
  }
}
