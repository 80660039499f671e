package io.github.jdbctls.it.libpq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of a server's log, by the names that PostgreSQL's own test of them has. */
final class ServerEvents {
  private static final Map<String, String> EVENTS = events();

  private ServerEvents() {}

  private static Map<String, String> events() {
    Map<String, String> events = new LinkedHashMap<>();
    events.put("connection received", "connect");
    events.put("direct SSL connection accepted", "directsslaccept");
    events.put("direct SSL connection rejected", "directsslreject");
    events.put("SSLRequest accepted", "sslaccept");
    events.put("SSLRequest rejected", "sslreject");
    events.put("no pg_hba.conf entry", "authfail");
    events.put("connection authorized", "authok");
    return events;
  }

  /** Returns the events in their order; a second connection is a {@code reconnect}. */
  static List<String> in(String log) {
    List<String> found = new ArrayList<>();
    for (String line : log.lines().toList()) {
      for (Map.Entry<String, String> event : EVENTS.entrySet()) {
        if (line.contains(event.getKey())) {
          boolean again = event.getValue().equals("connect") && found.contains("connect");
          found.add(again ? "reconnect" : event.getValue());
        }
      }
    }
    return found;
  }
}
