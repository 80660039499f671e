package io.github.jdbctls.it.libpq;

import io.github.jdbctls.it.net.ProxyScript;
import java.util.Optional;
import java.util.function.Function;

/**
 * What stands before a server and answers in its place.
 *
 * @param script what it does when a client asks for TLS
 * @param clearText what it does with a client that does not; empty to pass it on
 * @param endsTls whether TLS ends there, so that the server sees plain text
 */
record Front(
    Function<LibpqPki, ProxyScript> script, Optional<ProxyScript> clearText, boolean endsTls) {
  /** Something that does not get as far as TLS. */
  static Front playing(ProxyScript script) {
    return new Front(pki -> script, Optional.empty(), false);
  }

  /** Something that lets TLS through, and plays a script for those who do not ask for it. */
  static Front playingInClearText(ProxyScript script) {
    return new Front(pki -> ProxyScript.passThrough(), Optional.of(script), false);
  }

  /** Something in which TLS ends. */
  static Front endingTls(Function<LibpqPki, ProxyScript> script) {
    return new Front(script, Optional.empty(), true);
  }
}
