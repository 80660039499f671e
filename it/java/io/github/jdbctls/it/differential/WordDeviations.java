package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import java.util.List;

/** Stricter about what is written, and about going on in plain text. */
final class WordDeviations {
  static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "179, 180: prefer does not go on in plain text after TLS has failed",
              c -> c.client().isMode("prefer") && c.libpqFallsBack() && c.failsByTls()),
          new Deviation(
              "A bound that the JVM has disabled is an error",
              c ->
                  c.client().others().values().stream().anyMatch(v -> v.matches("TLSv1(\\.1)?"))
                      && (c.failsBy(TlsFailure.INVALID_VALUE)
                          || c.failsBy(TlsFailure.PROTOCOL_VERSION))),
          new Deviation(
              "sslsni is 0 or 1",
              c ->
                  c.failsBy(TlsFailure.INVALID_VALUE)
                      && c.client().others().getOrDefault("sslsni", "1").matches("2?")),
          new Deviation(
              "A host that has an empty label",
              c ->
                  c.failsBy(TlsFailure.INVALID_URL)
                      && c.client().host().matches("\\..*|.*\\.\\..*")));

  private WordDeviations() {}
}
