package io.github.jdbctls.it.libpq;

import io.github.jdbctls.it.postgres.NameHash;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;

/**
 * A revocation list as a file, under the name by which OpenSSL finds it in a directory. Immutable.
 */
record RevocationList(TestCertificate authority, String pem) {
  /** The list of an authority. */
  static RevocationList of(TestCertificate authority, TestCertificate... revoked) {
    TestCrl list = TestCrl.of(authority);
    for (TestCertificate certificate : revoked) {
      list.revoking(certificate);
    }
    return new RevocationList(authority, list.pem());
  }

  /** The name by which OpenSSL finds the list in a directory. */
  String hashedName() {
    return NameHash.of(authority.certificate().getSubjectX500Principal()) + ".r0";
  }
}
