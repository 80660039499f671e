package io.github.jdbctls.it.differential;

import static io.github.jdbctls.it.differential.NameTwist.EXCLUDES_IP;
import static io.github.jdbctls.it.differential.NameTwist.PERMITS_ALL_DNS;
import static io.github.jdbctls.it.differential.NameTwist.PERMITS_IP;
import static io.github.jdbctls.it.differential.NameTwist.PERMITS_OTHER_IP;

import io.github.jdbctls.TlsFailure;
import java.util.List;

/** Stricter about the names in certificates. */
final class NameDeviations {
  static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "203: wildcards are for names, not for addresses",
              c ->
                  c.failsBy(TlsFailure.WRONG_NAME)
                      && c.client().host().matches("[0-9.]+")
                      && c.server().names().contain("*.0.0.1")),
          new Deviation(
              "201: no wildcard over a whole top-level domain",
              c ->
                  c.failsBy(TlsFailure.WRONG_NAME)
                      && c.client().host().matches("[^.]+\\.[^.]+")
                      && c.server().names().contain("*.test")),
          new Deviation(
              "211: a malformed alternative name refuses the certificate",
              c ->
                  c.failsBy(TlsFailure.MALFORMED_CERTIFICATE)
                      && (c.server().names().contain("_NUL_")
                          || c.server().names().contain("ip-of-length"))),
          new Deviation(
              "Constraints of addresses count for names that are addresses as text",
              c ->
                  c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && (c.server().names().contain("cn:127.0.0.1")
                          || c.server().names().contain("dns:127.0.0.1"))
                      && c.server().hasAny(EXCLUDES_IP, PERMITS_OTHER_IP, PERMITS_IP)),
          new Deviation(
              "Constraints of DNS names count for common names that OpenSSL does not take for some",
              c ->
                  c.failsBy(TlsFailure.CONSTRAINT_VIOLATED)
                      && c.server().names().haveUnusualCommonName()
                      && c.server().twists().stream()
                          .anyMatch(t -> t.twist() instanceof NameTwist n && n.isOfDnsNames())),
          new Deviation(
              "An empty DNS name in a constraint, which the JDK does not read",
              c ->
                  ChainDeviations.failsBy(c, TlsFailure.MALFORMED_CERTIFICATE)
                      && c.server().hasAny(PERMITS_ALL_DNS)));

  private NameDeviations() {}
}
