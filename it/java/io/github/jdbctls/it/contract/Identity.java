package io.github.jdbctls.it.contract;

import java.util.Locale;

/** What a server shows to its clients. */
enum Identity {
  /** A certificate in order. */
  GOOD,
  /** A certificate for another host. */
  WRONG_NAME,
  /** A certificate from an authority that has but the name of the right one. */
  UNKNOWN_CA,
  /** A certificate that has expired. */
  EXPIRED,
  /** No TLS at all. */
  NO_TLS;

  boolean hasTls() {
    return this != NO_TLS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
