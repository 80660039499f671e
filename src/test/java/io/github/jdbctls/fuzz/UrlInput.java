package io.github.jdbctls.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The pieces of a URL that come from a fuzzer: lines of text.
 *
 * @param before what stands in front of the secret or the query
 * @param query in front of the parameter that is the secret
 * @param head the beginning of the secret's value
 * @param tail the end of the secret's value
 * @param after what follows the value
 */
record UrlInput(String before, String query, String head, String tail, String after) {
  static UrlInput of(String text) {
    String[] lines = text.split("\n", 5);
    // A bare "&" would end the value, so that the secret might stand in the next one.
    return new UrlInput(
        line(lines, 0),
        line(lines, 1),
        line(lines, 2).replace("&", ""),
        line(lines, 3).replace("&", ""),
        line(lines, 4));
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? lines[index] : "";
  }

  /** The same with a value that can stand in a user info. */
  UrlInput encoded() {
    return new UrlInput(before, query, encode(head), encode(tail), after);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
