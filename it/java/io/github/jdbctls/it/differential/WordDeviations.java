package io.github.jdbctls.it.differential;

import io.github.jdbctls.TlsFailure;
import java.util.List;

/** Stricter about what is written, and about going on in plain text. */
final class WordDeviations {
  private static final List<String> BOUNDS =
      List.of("ssl_min_protocol_version", "ssl_max_protocol_version");

  static final List<Deviation> ALL =
      List.of(
          new Deviation(
              "179, 180: prefer does not go on in plain text after TLS has failed",
              c -> c.client().isMode("prefer") && c.libpqFallsBack() && c.failsByTls()),
          new Deviation(
              "A bound that the JVM has disabled is an error",
              c ->
                  BOUNDS.stream()
                      .anyMatch(
                          bound ->
                              c.client().others().getOrDefault(bound, "").matches("TLSv1(\\.1)?")
                                  && c.failsBy(TlsFailure.INVALID_VALUE)
                                  && c.ours().words().contains(bound))),
          new Deviation(
              "sslsni is 0 or 1",
              c ->
                  c.failsBy(TlsFailure.INVALID_VALUE)
                      && c.ours().words().contains("sslsni")
                      && c.client().others().getOrDefault("sslsni", "1").matches("2?")),
          new Deviation(
              "A host that has an empty label",
              c ->
                  c.failsBy(TlsFailure.INVALID_URL)
                      && c.client().host().matches("\\..*|.*\\.\\..*")));

  private WordDeviations() {}
}
