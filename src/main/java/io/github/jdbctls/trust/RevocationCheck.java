package io.github.jdbctls.trust;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.material.RevocationLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Whether the certificates of a path have been revoked: RFC 5280, section 6.3, as OpenSSL 3 has it
 * with {@code X509_V_FLAG_CRL_CHECK} and {@code X509_V_FLAG_CRL_CHECK_ALL}, which libpq sets.
 *
 * <ol>
 *   <li>Every certificate of the path, the anchor included, needs a list of its issuer; the
 *       anchor's and a self-signed leaf's is their own (libpq-cases #29, #74, #174).
 *   <li>A list is the issuer's if it has the issuer's name and there is a certificate in the path
 *       that can have signed it ({@link ListContents#signer}). Indirect lists, lists for some
 *       reasons only and lists that contradict themselves are overlooked.
 *   <li>Of these only lists about the certificate ({@link ListContents#scopeFor}) that are current
 *       and have no critical extension which nobody enforces can serve.
 *   <li>Of those that can, the one that the direct issuer may have signed goes before others, and
 *       the newest before older ones; several of the same moment decide together. A delta list is
 *       never enough, but what it says counts too.
 *   <li>What decides says the certificate is good only if {@link DecidingList} finds nothing
 *       against it; an older list in its place is never looked for.
 *   <li>The most telling problem of all certificates is the answer: revoked, then not current, then
 *       missing.
 * </ol>
 *
 * <p>Immutable; thread-safe.
 */
final class RevocationCheck {
  private final Map<X500Principal, List<ListContents>> listsByIssuer = new HashMap<>();
  private final String source;

  RevocationCheck(RevocationLists lists) {
    this.source = PrintableText.of(lists.source());
    lists
        .lists()
        .forEach(
            list ->
                listsByIssuer
                    .computeIfAbsent(list.issuer(), name -> new ArrayList<>())
                    .add(ListContents.of(list)));
  }

  /**
   * What speaks against a path.
   *
   * @param path leaf first, anchor last
   * @param signatures bounds the work for all paths of one server
   */
  Optional<Problem> refusal(
      List<CertificateContents> path, Instant now, SignatureBudget signatures) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      try {
        certificateRefusal(path, i, now, signatures).ifPresent(problems::add);
      } catch (MalformedException e) {
        problems.add(Problem.of(TlsFailure.MALFORMED_CERTIFICATE, e.reason()).withCause(e));
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(ChainVerifier.mostTelling(problems));
  }

  private Optional<Problem> certificateRefusal(
      List<CertificateContents> path, int index, Instant now, SignatureBudget signatures)
      throws MalformedException {
    CertificateContents certificate = path.get(index);
    X500Principal issuer = certificate.certificate().getIssuerX500Principal();
    ListChoice choice = new ListChoice(path, index, now);
    for (ListContents list : listsByIssuer.getOrDefault(issuer, List.of())) {
      choice.offer(list);
    }
    List<DecidingList> deciding = choice.deciding();
    if (deciding.isEmpty()) {
      return Optional.of(choice.problem(source));
    }
    List<Problem> problems = new ArrayList<>();
    for (DecidingList list : deciding) {
      list.refusal(certificate, signatures).ifPresent(problems::add);
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(ChainVerifier.mostTelling(problems));
  }
}
