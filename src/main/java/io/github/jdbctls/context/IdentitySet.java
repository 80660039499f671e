package io.github.jdbctls.context;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.IdentityReader;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import io.github.jdbctls.trust.Strength;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who we are. Immutable.
 *
 * @param identity empty if there is no client certificate
 */
record IdentitySet(Optional<Identity> identity) implements MaterialSet<IdentitySet> {
  /** Reads it. */
  static IdentitySet read(TlsSettings settings) throws ProblemException {
    Optional<Identity> identity =
        IdentityReader.read(
            settings.certificate(),
            settings.key(),
            settings.keyPassword(),
            settings.enforcesKeyPermissions());
    if (identity.isPresent()) {
      requireStrength(settings, identity.get());
    }
    return new IdentitySet(identity);
  }

  /** OpenSSL does not load a weak client certificate, whether a server asks for it or not. */
  private static void requireStrength(TlsSettings settings, Identity identity)
      throws ProblemException {
    Optional<Problem> weakness = Strength.refusalOfClient(identity.chain());
    if (weakness.isPresent()) {
      Setting<Source> source = settings.certificate().or(settings::key).orElseThrow();
      throw Problem.of(
              weakness.get().failure(),
              source.value().describe()
                  + " ("
                  + source.origin().describe()
                  + ") holds a weak client certificate: "
                  + weakness.get().found())
          .exception();
    }
  }

  /** The client certificate itself. */
  Optional<X509Certificate> leaf() {
    return identity.isPresent() ? Optional.of(identity.get().chain().get(0)) : Optional.empty();
  }

  /**
   * When the first of our certificates expires: this moment if the client's own has, by this clock,
   * which need not be the server's. An issuer that had expired before is passed over: whoever
   * accepts us does without it.
   */
  Instant validUntil(Instant moment) {
    Instant first = Instant.MAX;
    if (identity.isPresent()) {
      if (expired(identity.get().chain().get(0), moment)) {
        return moment;
      }
      for (X509Certificate certificate : identity.get().chain()) {
        Instant end = certificate.getNotAfter().toInstant();
        if (!expired(certificate, moment) && end.isBefore(first)) {
          first = end;
        }
      }
    }
    return first;
  }

  private static boolean expired(X509Certificate certificate, Instant moment) {
    return certificate.getNotAfter().toInstant().isBefore(moment);
  }

  @Override
  public List<Stamp> stamps() {
    return identity.isPresent() ? identity.get().stamps() : List.of();
  }

  @Override
  public boolean holdsSameAs(IdentitySet other) {
    return identity.isPresent()
        ? other.identity.filter(i -> i.holdsSameAs(identity.get())).isPresent()
        : other.identity.isEmpty();
  }
}
