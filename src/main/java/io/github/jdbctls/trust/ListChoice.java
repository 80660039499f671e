package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.RevocationList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The lists of one certificate's issuer, of which some decide: rules 2 to 4 of {@link
 * RevocationCheck}. Not thread-safe.
 */
final class ListChoice {
  private static final int MOST_REASONS = 4;

  private final List<CertificateContents> path;
  private final int index;
  private final Instant now;
  private final List<DecidingList> full = new ArrayList<>();
  private final List<DecidingList> deltas = new ArrayList<>();
  private final List<RevocationList> outdated = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();

  /** Chooses for the certificate with this index of the path. */
  ListChoice(List<CertificateContents> path, int index, Instant now) {
    this.path = path;
    this.index = index;
    this.now = now;
  }

  /** Offers a list that has the issuer's name. */
  void offer(ListContents list) throws MalformedException {
    Optional<Integer> signer = list.signer(path, index);
    if (list.isOverlooked()) {
      setAside(list, "is indirect, for some reasons only or contradicts itself");
    } else if (signer.isEmpty()) {
      setAside(list, "is signed with another key, by its key identifier");
    } else if (list.critical()) {
      setAside(list, "has a critical extension that is not supported");
    } else {
      offer(list, signer.get(), list.scopeFor(path.get(index)));
    }
  }

  private void offer(ListContents list, int signer, ListContents.Scope scope) {
    if (scope == ListContents.Scope.OUTSIDE) {
      setAside(list, "is about other certificates");
    } else if (!list.isCurrent(now)) {
      setAside(list, "is not current");
      if (!list.delta()) {
        outdated.add(list.list());
      }
    } else {
      boolean direct = signer == Math.min(index + 1, path.size() - 1);
      (list.delta() ? deltas : full).add(new DecidingList(list, path.get(signer), direct, scope));
      if (list.delta()) {
        setAside(list, "is a delta list");
      }
    }
  }

  private void setAside(ListContents list, String why) {
    setAside.add(
        "the list in "
            + PrintableText.of(list.list().source())
            + " from "
            + list.list().thisUpdate()
            + " "
            + why);
  }

  /** Those that decide; none if there is no full list among those that could. */
  List<DecidingList> deciding() {
    if (full.isEmpty()) {
      return List.of();
    }
    DecidingList best = full.stream().max(DecidingList.ORDER).orElseThrow();
    List<DecidingList> deciding = new ArrayList<>(deltas);
    full.stream().filter(l -> DecidingList.ORDER.compare(l, best) == 0).forEach(deciding::add);
    return deciding;
  }

  /** Why none decides. */
  Problem problem(String source) {
    return outdated.isEmpty() ? missing(source) : notCurrent();
  }

  private Problem notCurrent() {
    RevocationList newest =
        outdated.stream().max(Comparator.comparing(RevocationList::thisUpdate)).orElseThrow();
    String when =
        now.isBefore(newest.thisUpdate())
            ? "is not valid before " + newest.thisUpdate() + "; the clock says " + now
            : "expired at " + newest.nextUpdate().map(Instant::toString).orElse("an unknown time");
    return Problem.of(
        TlsFailure.REVOCATION_LIST_EXPIRED,
        "the revocation list of "
            + PrintableText.name(newest.issuer())
            + " in "
            + PrintableText.of(newest.source())
            + " "
            + when
            + ", so that it is not known whether "
            + PrintableText.certificate(path.get(index).certificate())
            + " has been revoked");
  }

  private Problem missing(String source) {
    StringBuilder found =
        new StringBuilder(PrintableText.certificate(path.get(index).certificate()))
            .append(" needs a revocation list of ")
            .append(PrintableText.name(path.get(index).certificate().getIssuerX500Principal()))
            .append(", and there is none in ")
            .append(source);
    if (!setAside.isEmpty()) {
      found
          .append(" that can be used: ")
          .append(String.join("; ", setAside.stream().limit(MOST_REASONS).toList()));
    }
    return Problem.of(TlsFailure.REVOCATION_LIST_MISSING, found.toString());
  }
}
