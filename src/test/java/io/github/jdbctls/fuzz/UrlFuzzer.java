package io.github.jdbctls.fuzz;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.connect.RequestReading;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.UrlMask;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * The fuzz target of the URL reader. The first byte says where a secret stands and what the URL
 * begins with, the rest is the text around it in UTF-8.
 *
 * <ol>
 *   <li>Reading ends with a result, a {@link ProblemException} or an {@link SQLException}; nothing
 *       else is thrown, by the mask neither.
 *   <li>No message, warning, property info or masked URL shows the secret.
 *   <li>The driver is called with a URL that it reads as the very host, port and database that are
 *       verified.
 * </ol>
 */
public final class UrlFuzzer {
  private static final List<String> PREFIXES =
      List.of("jdbc:tls:postgresql://", "jdbc:tls:postgresql:", "jdbc:tls:", "");

  private UrlFuzzer() {}

  /** Runs one input; the name is the one by which the fuzzer finds it. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
    String text =
        bytes.length == 0 ? "" : new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    if (mayHoldTheSecret(text)) {
      return;
    }
    PlantedSecret[] places = PlantedSecret.values();
    PlantedSecret place = places[first / PREFIXES.size() % places.length];
    UrlInput input = UrlInput.of(text);
    String url = place.url(PREFIXES.get(first % PREFIXES.size()), input);
    Properties properties = place.properties(input);
    requireHidden(UrlMask.mask(url), "the mask", url);
    read(url, properties);
    listProperties(url, properties);
  }

  private static void read(String url, Properties properties) {
    String full = url.startsWith("jdbc:tls:") ? url : "jdbc:tls:" + url;
    try {
      RequestReading reading = RequestReading.of(full, properties);
      reading.texts().forEach(text -> requireHidden(text, "a text", full));
      reading.attempts().forEach(UrlFuzzer::requireSameServer);
    } catch (ProblemException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        requireHidden(t.toString(), "a message", full);
      }
      requireHidden(e.problem().toString(), "a problem", full);
    }
  }

  private static void requireSameServer(RequestReading.Attempt attempt) {
    DriversReading seen = DriversReading.of(attempt.call().url()).orElse(null);
    if (seen == null) {
      return;
    }
    boolean same =
        seen.host().equals(attempt.server().host())
            && seen.port() == attempt.server().port()
            && attempt.database().map(name -> name.equals(seen.database())).orElse(true);
    if (!same) {
      throw new AssertionError(attempt + " is for the driver " + seen);
    }
  }

  private static void listProperties(String url, Properties properties) {
    try {
      for (DriverPropertyInfo info : new TlsDriver().getPropertyInfo(url, properties)) {
        requireHidden(String.valueOf(info.value), info.name, url);
      }
    } catch (SQLException e) {
      requireHidden(e.toString(), "a message", url);
    }
  }

  private static void requireHidden(String shown, String what, String url) {
    if (PlantedSecret.isIn(shown)) {
      throw new AssertionError(what + " shows the secret: " + shown + " of " + url);
    }
  }

  /** A fuzzer learns the secret; where it stands in a place that may be shown, that proves none. */
  private static boolean mayHoldTheSecret(String text) {
    String decoded = text;
    for (int i = 0; i < 6; i++) {
      if (PlantedSecret.isIn(decoded.replaceAll("[&\\n]", ""))) {
        return true;
      }
      decoded = decode(decoded);
    }
    return false;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text.replaceAll("%(?![0-9A-Fa-f]{2})", "");
    }
  }
}
