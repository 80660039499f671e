package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a {@code file:} URI (RFC 8089), without its scheme.
 *
 * <ol>
 *   <li>{@code /path} and {@code ///path} are the same; the host of {@code //host/path} may be
 *       {@code localhost} only.
 *   <li>A relative path, a query and a fragment are refused.
 *   <li>{@code %} and two hexadecimal digits are one byte of UTF-8; a URL has been decoded once
 *       before. All other characters stand for themselves, a space and {@code +} too.
 *   <li>On Windows {@code /C:/path} and {@code C:/path} are the path {@code C:/path} (RFC 8089,
 *       appendix E.2).
 *   <li>The rest is read as a path ({@link PathText}), but {@code ~} is a name like any other.
 * </ol>
 *
 * <p>No message repeats the value. Immutable.
 *
 * @param origin where it stands
 */
record FileUri(Origin origin) {
  private static final String LOCAL_HOST = "localhost";

  /** Returns the path, absolute. */
  Path path(String rest, PathText paths) throws ProblemException {
    String path = rest;
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      if (!host.isEmpty() && !host.toLowerCase(Locale.ROOT).equals(LOCAL_HOST)) {
        throw invalid("names a file on another host, or has two slashes before a relative path");
      }
      path = slash < 0 ? "" : rest.substring(slash);
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      throw invalid("has a query or a fragment, so that ? must be written %3F, and # %23");
    }
    String decoded = decoded(path);
    boolean windows = File.separatorChar == '\\';
    if (windows && decoded.matches("/?[A-Za-z]:[/\\\\].*")) {
      return paths.read(decoded.startsWith("/") ? decoded.substring(1) : decoded);
    }
    if (!decoded.startsWith("/")) {
      throw invalid("has no absolute path");
    }
    return paths.read(decoded);
  }

  private String decoded(String path) throws ProblemException {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); ) {
      if (path.charAt(i) == '%') {
        int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
        int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw invalid("has a % without two hexadecimal digits");
        }
        bytes.write(high << 4 | low);
        i += 3;
      } else {
        int end = path.indexOf('%', i);
        String plain = path.substring(i, end < 0 ? path.length() : end);
        bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        i += plain.length();
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid("has escapes that are no UTF-8");
    }
  }

  private ProblemException invalid(String clause) {
    return Problem.of(
            TlsFailure.INVALID_VALUE, origin.describe() + " is a file: URI that " + clause)
        .withRemedy(
            "Write file:///folder/name with an absolute path, file:~/name, or a path without file:.")
        .exception();
  }
}
