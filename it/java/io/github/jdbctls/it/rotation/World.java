package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.TestCertificate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a connect meets: the server, and the client's files as they could last be read. Immutable.
 *
 * @param server the server's certificate
 * @param roots the client's
 * @param revoked certificates on its lists
 * @param goneEntry the entry of its directory of lists that is not there, or none
 * @param expiry when its lists are no longer current
 * @param client its own certificate
 * @param trustTorn whether roots and lists cannot be read now
 * @param identityTorn whether certificate and key cannot be read now
 */
record World(
    TestCertificate server,
    Set<TestCertificate> roots,
    Set<TestCertificate> revoked,
    Optional<String> goneEntry,
    Expiry expiry,
    TestCertificate client,
    Optional<Torn> trustTorn,
    Optional<Torn> identityTorn) {

  World {
    roots = Set.copyOf(roots);
    revoked = Set.copyOf(revoked);
  }

  World(TestCertificate server, TestCertificate client) {
    this(
        server,
        Set.of(server.root()),
        Set.of(),
        Optional.empty(),
        Material.longLived(),
        client,
        Optional.empty(),
        Optional.empty());
  }

  World server(TestCertificate other) {
    return new World(other, roots, revoked, goneEntry, expiry, client, trustTorn, identityTorn);
  }

  /** With roots and lists that can be read. */
  World trust(Set<TestCertificate> newRoots, Set<TestCertificate> newRevoked, Expiry until) {
    return new World(
        server,
        newRoots,
        newRevoked,
        Optional.empty(),
        until,
        client,
        Optional.empty(),
        identityTorn);
  }

  /** With a certificate and key that can be read. */
  World client(TestCertificate other) {
    return new World(server, roots, revoked, goneEntry, expiry, other, trustTorn, Optional.empty());
  }

  /** With roots and lists that can be read, but for the entry, which is not there. */
  World without(String entry) {
    return new World(
        server, roots, revoked, Optional.of(entry), expiry, client, Optional.empty(), identityTorn);
  }

  World trustTorn(Torn torn) {
    return new World(
        server, roots, revoked, goneEntry, expiry, client, Optional.of(torn), identityTorn);
  }

  World identityTorn(Torn torn) {
    return new World(
        server, roots, revoked, goneEntry, expiry, client, trustTorn, Optional.of(torn));
  }

  /**
   * What an attempt in this world may come to.
   *
   * <ol>
   *   <li>A set that has been torn for longer than the grace, or whose certificate of the client
   *       has expired: the file's error, nothing else.
   *   <li>The server's root is not among the roots, or there is no list of its authority, or its
   *       certificate is on it: refused.
   *   <li>The lists are no longer current: refused, whatever the grace.
   *   <li>The client's certificate has expired: it is sent, and the server refuses it.
   *   <li>A connection, verified with this root, as this client.
   * </ol>
   */
  Permission permission(Attempt attempt) {
    Set<TlsFailure> failures = new HashSet<>();
    Expiry own = Expiry.of(client);
    boolean mayServe = true;
    if (trustTorn.isPresent()) {
      mayServe = trustTorn.get().mayServe(attempt);
      if (trustTorn.get().mayFail(attempt)) {
        failures.addAll(trustTorn.get().failures());
      }
    }
    if (identityTorn.isPresent()) {
      mayServe &= identityTorn.get().mayServe(attempt) && own.mayBeAhead(attempt);
      if (identityTorn.get().mayFail(attempt) || own.mayBePast(attempt)) {
        failures.addAll(identityTorn.get().failures());
      }
    }
    return mayServe ? served(attempt, own, failures) : new Permission(Set.of(), failures);
  }

  private Permission served(Attempt attempt, Expiry own, Set<TlsFailure> failures) {
    Set<Seen> open = new HashSet<>();
    if (!roots.contains(server.root())) {
      failures.add(TlsFailure.UNTRUSTED_CHAIN);
    } else if (goneEntry.filter(ListsForm.entry(server.root())::equals).isPresent()) {
      failures.add(TlsFailure.REVOCATION_LIST_MISSING);
    } else {
      if (expiry.mayBePast(attempt)) {
        failures.add(TlsFailure.REVOCATION_LIST_EXPIRED);
      }
      if (expiry.mayBeAhead(attempt) && revoked.contains(server)) {
        failures.add(TlsFailure.CERTIFICATE_REVOKED);
      } else if (expiry.mayBeAhead(attempt)) {
        if (own.mayBePast(attempt)) {
          failures.add(TlsFailure.CLIENT_CERTIFICATE_REFUSED);
        }
        if (own.mayBeAhead(attempt)) {
          open.add(
              new Seen(
                  Seen.subject(server.certificate()),
                  Seen.subject(server.root().certificate()),
                  Seen.subject(client.certificate())));
        }
      }
    }
    return new Permission(open, failures);
  }

  @Override
  public String toString() {
    return "server %s, roots %s, revoked %s, entry gone %s, lists until %s, client %s until %s%s%s"
        .formatted(
            Seen.subject(server.certificate()),
            roots.stream().map(root -> Seen.subject(root.certificate())).toList(),
            revoked.stream().map(leaf -> Seen.subject(leaf.certificate())).toList(),
            goneEntry.orElse("none"),
            expiry.until(),
            Seen.subject(client.certificate()),
            Expiry.of(client).until(),
            trustTorn.map(torn -> ", trust torn " + torn.failures()).orElse(""),
            identityTorn.map(torn -> ", identity torn " + torn.failures()).orElse(""));
  }
}
