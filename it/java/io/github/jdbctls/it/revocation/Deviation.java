package io.github.jdbctls.it.revocation;

/** Where our check of revocation is stricter than OpenSSL's, on purpose. */
enum Deviation {
  /** OpenSSL 3.0 takes a delta list for a full one; later releases do not. */
  A_DELTA_LIST_IS_NOT_ENOUGH,
  /** OpenSSL takes an entry with the reason removeFromCRL back in a full list too. */
  REMOVE_FROM_CRL_REVOKES,
  /** OpenSSL overlooks entries for other issuers in a list that does not say that it has some. */
  ENTRIES_FOR_OTHER_ISSUERS_ARE_NOT_JUDGED,
  /**
   * OpenSSL puts a name relative to the issuer's together; here a point of this kind is unclear.
   */
  A_RELATIVE_POINT_IS_NOT_JUDGED,
  /** Both lists of the same moment count; OpenSSL takes the one it comes to first. */
  LISTS_OF_THE_SAME_MOMENT_DECIDE_TOGETHER
}
