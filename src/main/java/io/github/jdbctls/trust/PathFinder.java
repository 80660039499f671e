package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.TrustMaterial;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the paths from a server's certificate to the trusted roots.
 *
 * <ol>
 *   <li>A path ends at a self-signed certificate of the root source: an anchor. The leaf may be one
 *       itself (libpq-cases #177). Nothing else ends a path (#19, #176).
 *   <li>The next certificate is one whose subject is the last one's issuer, to whose key
 *       identifiers the last one's do not object, and whose key verifies the last one's signature.
 *       Anchors are tried first, then what the server sent, then the rest of the root source.
 *   <li>No path has the same subject and key twice, and none has an issuer or an anchor with the
 *       subject and key of a certificate that the root source rejects, whoever certifies or sends
 *       them. OpenSSL finds the rejected certificate first as well, unless the root file holds
 *       another one of this subject and key before it; that one is refused here too.
 *   <li>Everything is bounded: certificates sent, depth, candidates looked at, signatures verified,
 *       steps, paths. A server that sends hundreds of certificates of the same name costs no more
 *       than that, nor do thousands of them in the root source.
 *   <li>Without a path the answer names the issuer that is missing.
 * </ol>
 *
 * <p>Immutable; thread-safe.
 */
final class PathFinder {
  static final int MOST_CERTIFICATES = 64;
  static final int MOST_SIGNATURES = 100;
  static final int MOST_CANDIDATES = 100_000;
  private static final int DEEPEST = 10;
  private static final int MOST_STEPS = 1000;
  private static final int MOST_PATHS = 16;

  private final TrustMaterial roots;
  private final Set<X509Certificate> anchors;
  private final Set<Entity> rejected;
  private final Map<X500Principal, List<X509Certificate>> anchorsByName;
  private final Map<X500Principal, List<X509Certificate>> othersByName;

  PathFinder(TrustMaterial roots) {
    this.roots = roots;
    this.anchors = Set.copyOf(roots.anchors());
    this.rejected = entities(roots.rejected());
    this.anchorsByName = bySubject(roots.anchors());
    this.othersByName = bySubject(roots.others());
  }

  private static Set<Entity> entities(Set<X509Certificate> certificates) {
    Set<Entity> entities = new HashSet<>();
    for (X509Certificate certificate : certificates) {
      entities.add(Entity.of(certificate));
    }
    return Set.copyOf(entities);
  }

  private static Map<X500Principal, List<X509Certificate>> bySubject(
      List<X509Certificate> certificates) {
    Map<X500Principal, List<X509Certificate>> map = new HashMap<>();
    for (X509Certificate c : certificates) {
      X500Principal subject = c.getSubjectX500Principal();
      List<X509Certificate> known = map.get(subject);
      if (known == null) {
        known = new ArrayList<>();
        map.put(subject, known);
      }
      known.add(c);
    }
    return map;
  }

  /** What a search ends with. */
  sealed interface Result {
    /** At least one path, each leaf first and anchor last. */
    record Found(List<List<CertificateContents>> paths) implements Result {}

    /** None, and why. */
    record NotFound(Problem problem) implements Result {}
  }

  /**
   * Searches.
   *
   * @param chain as the server sent it, leaf first
   * @throws MalformedException if the leaf cannot be read
   */
  Result find(List<X509Certificate> chain) throws MalformedException {
    if (chain.size() > MOST_CERTIFICATES) {
      return new Result.NotFound(
          Problem.of(
              TlsFailure.UNTRUSTED_CHAIN,
              "the server sent " + chain.size() + " certificates, more than any chain has"));
    }
    Search search = new Search(bySubject(chain));
    search.extend(List.of(CertificateContents.of(chain.get(0))));
    return search.paths.isEmpty()
        ? new Result.NotFound(search.problem())
        : new Result.Found(List.copyOf(search.paths));
  }

  private record Link(X509Certificate certificate, X509Certificate issuer) {
    // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Link that
          && Objects.equals(certificate, that.certificate)
          && Objects.equals(issuer, that.issuer);
    }

    @Override
    public int hashCode() {
      return Objects.hash(certificate, issuer);
    }
  }

  private final class Search {
    private final Map<X500Principal, List<X509Certificate>> sentByName;
    private final Map<Link, Boolean> verified = new HashMap<>();

    /** By identity: certificates that are equal are two at most, the server's and ours. */
    private final IdentityHashMap<X509Certificate, Optional<CertificateContents>> contents =
        new IdentityHashMap<>();

    private final List<List<CertificateContents>> paths = new ArrayList<>();
    private List<CertificateContents> longest = List.of();
    private @Nullable Problem unreadable;
    private boolean exhausted;
    private int steps;
    private int candidates;

    Search(Map<X500Principal, List<X509Certificate>> sentByName) {
      this.sentByName = sentByName;
    }

    void extend(List<CertificateContents> path) {
      if (++steps > MOST_STEPS || paths.size() >= MOST_PATHS) {
        exhausted = true;
        return;
      }
      CertificateContents last = path.get(path.size() - 1);
      if (anchors.contains(last.certificate())
          && !isRejected(last.certificate())
          && isIssuedBy(last, last)) {
        paths.add(path);
        return;
      }
      if (path.size() > longest.size()) {
        longest = path;
      }
      if (path.size() >= DEEPEST) {
        return;
      }
      X500Principal name = last.certificate().getIssuerX500Principal();
      Set<X509Certificate> tried = new HashSet<>();
      for (Map<X500Principal, List<X509Certificate>> source :
          List.of(anchorsByName, sentByName, othersByName)) {
        for (X509Certificate candidate : source.getOrDefault(name, List.of())) {
          if (++candidates > MOST_CANDIDATES) {
            exhausted = true;
            return;
          }
          if (tried.add(candidate)) {
            extend(path, candidate);
          }
        }
      }
    }

    /** Goes on with the candidate, if it may stand here and has issued the last one. */
    private void extend(List<CertificateContents> path, X509Certificate candidate) {
      if (isRejected(candidate) || isIn(path, candidate)) {
        return;
      }
      Optional<CertificateContents> issuer = read(candidate);
      if (issuer.isPresent() && isIssuedBy(path.get(path.size() - 1), issuer.get())) {
        List<CertificateContents> longer = new ArrayList<>(path);
        longer.add(issuer.get());
        extend(List.copyOf(longer));
      }
    }

    private boolean isIn(List<CertificateContents> path, X509Certificate candidate) {
      for (CertificateContents contents : path) {
        if (isSameEntity(contents, candidate)) {
          return true;
        }
      }
      return false;
    }

    private boolean isSameEntity(CertificateContents one, X509Certificate other) {
      return Entity.of(one.certificate()).equals(Entity.of(other));
    }

    private boolean isRejected(X509Certificate certificate) {
      return !rejected.isEmpty() && rejected.contains(Entity.of(certificate));
    }

    /** A candidate that cannot be read is none, but may be the reason why there is no path. */
    private Optional<CertificateContents> read(X509Certificate candidate) {
      Optional<CertificateContents> known = contents.get(candidate);
      if (known != null) {
        return known;
      }
      Optional<CertificateContents> read = Optional.empty();
      try {
        read = Optional.of(CertificateContents.of(candidate));
      } catch (MalformedException e) {
        unreadable = Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e);
      }
      contents.put(candidate, read);
      return read;
    }

    private boolean isIssuedBy(CertificateContents certificate, CertificateContents issuer) {
      X509Certificate signed = certificate.certificate();
      X509Certificate signer = issuer.certificate();
      if (!signed.getIssuerX500Principal().equals(signer.getSubjectX500Principal())
          || !certificate.identifiers().permit(issuer)) {
        return false;
      }
      Link link = new Link(signed, signer);
      Boolean known = verified.get(link);
      if (known != null) {
        return known;
      }
      if (verified.size() >= MOST_SIGNATURES) {
        exhausted = true;
        return false;
      }
      boolean verifies = verifies(certificate, signer);
      verified.put(link, verifies);
      return verifies;
    }

    private boolean verifies(CertificateContents signed, X509Certificate signer) {
      try {
        signed.certificate().verify(signer.getPublicKey());
        return signed.statesOneSignatureAlgorithm();
      } catch (GeneralSecurityException | MalformedException | RuntimeException e) {
        return false;
      }
    }

    private Problem problem() {
      if (exhausted) {
        return Problem.of(
            TlsFailure.UNTRUSTED_CHAIN,
            "the search for a trusted root was given up: the server sent, or the root source"
                + " has, too many certificates that could belong to the chain");
      }
      if (unreadable != null) {
        return unreadable;
      }
      return new DeadEnd(longest.stream().map(CertificateContents::certificate).toList(), roots)
          .problem();
    }
  }
}
