package io.github.jdbctls.connect;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Our URL: a prefix, then the delegate's ordinary URL without {@code jdbc:}. Immutable.
 *
 * @param dialect of the subprotocol
 * @param delegateUrl without {@code jdbc:}
 */
record TlsUrl(Dialect dialect, String delegateUrl) {
  /** What every URL of ours begins with. */
  static final String PREFIX = "jdbc:tls:";

  private static final Pattern SUBPROTOCOL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

  static TlsUrl parse(String url) throws ProblemException {
    String rest = url.substring(PREFIX.length());
    int colon = rest.indexOf(':');
    String subprotocol = colon < 0 ? "" : rest.substring(0, colon);
    if (!SUBPROTOCOL.matcher(subprotocol).matches()) {
      throw Problem.of(TlsFailure.INVALID_URL, "no database is named behind " + PREFIX).exception();
    }
    Dialect dialect =
        Dialects.find(subprotocol)
            .orElseThrow(
                () ->
                    Problem.of(
                            TlsFailure.UNSUPPORTED_DATABASE,
                            "\""
                                + subprotocol
                                + "\" is not supported; supported are "
                                + supported())
                        .exception());
    return new TlsUrl(dialect, rest);
  }

  /** The usual names: others are there to be refused with a reason. */
  private static List<String> supported() {
    return Dialects.all().stream().map(d -> d.subprotocols().get(0)).toList();
  }
}
