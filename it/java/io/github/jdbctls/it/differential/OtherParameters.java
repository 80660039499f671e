package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parameters whose values are words. */
final class OtherParameters {
  /** Those that libpq 15 does not know. */
  static final Set<String> NEWEST = Set.of("sslcertmode", "sslnegotiation", "require_auth");

  private static final List<String> VERSIONS =
      List.of("TLSv1.2", "TLSv1.3", "tlsv1.2", "TLSV1.3", "TLSv1.1", "TLSv1", "", "SSLv3", "1.2");

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "sslcertmode", List.of("disable", "allow", "require", "require", "", "no"),
          "sslnegotiation", List.of("postgres", "direct", "direct", "direct", "", "no"),
          "channel_binding", List.of("disable", "prefer", "require", "require", "", "no"),
          "require_auth",
              List.of(
                  "none",
                  "scram-sha-256",
                  "md5",
                  "password",
                  "!none",
                  "!password,!md5",
                  "scram-sha-256,none",
                  "gss",
                  "",
                  "no"),
          "sslsni", List.of("0", "1", "", "2"),
          "gssencmode", List.of("disable", "prefer", "no"));

  private OtherParameters() {}

  static void drawVersions(Draw draw, Map<String, String> others) {
    if (draw.percent(70)) {
      others.put("ssl_min_protocol_version", draw.oneOf(VERSIONS));
    }
    if (draw.percent(60)) {
      others.put("ssl_max_protocol_version", draw.oneOf(VERSIONS));
    }
  }

  static void draw(Draw draw, Map<String, String> others) {
    String key = draw.oneOf(VALUES.keySet().stream().sorted().toList());
    others.put(key, draw.oneOf(VALUES.getOrDefault(key, List.of())));
  }
}
