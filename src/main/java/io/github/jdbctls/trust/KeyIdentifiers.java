package io.github.jdbctls.trust;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * By what a certificate's issuer is told from others of the same name: RFC 5280, sections 4.2.1.1
 * and 4.2.1.2. Immutable.
 *
 * @param subject identifier of its own key, in hexadecimal digits
 * @param authority identifier of the issuer's key
 * @param authorityIssuers the issuers of the issuer's certificate
 * @param authoritySerial the serial number of the issuer's certificate
 */
record KeyIdentifiers(
    Optional<String> subject,
    Optional<String> authority,
    List<X500Principal> authorityIssuers,
    Optional<BigInteger> authoritySerial) {

  /** Whether nothing here speaks against the issuer; what is absent on either side does not. */
  boolean permit(CertificateContents issuer) {
    Optional<String> issuerKey = issuer.identifiers().subject();
    if (authority.isPresent() && issuerKey.isPresent() && !authority.equals(issuerKey)) {
      return false;
    }
    if (authoritySerial.isPresent()
        && !authoritySerial.get().equals(issuer.certificate().getSerialNumber())) {
      return false;
    }
    return authorityIssuers.isEmpty()
        || authorityIssuers.contains(issuer.certificate().getIssuerX500Principal());
  }
}
