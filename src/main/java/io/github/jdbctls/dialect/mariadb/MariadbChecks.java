package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.HostPort;
import java.util.Map;
import javax.net.ssl.SNIHostName;

/** What goes badly with the mode, found before anything is dialled. */
final class MariadbChecks {
  private static final String RETRIEVAL = "allowPublicKeyRetrieval";
  private static final String KEY_FILE = "serverRsaPublicKeyFile";

  private MariadbChecks() {}

  /**
   * The driver prepares the server's name for the handshake, in vain, as our socket sends its own;
   * and it ends with an unchecked exception at a name that Java does not take: one with an
   * underscore, with a hyphen at the end of a label, or with a trailing dot.
   */
  static void serverNames(DelegateUrl url) throws ProblemException {
    for (HostPort host : url.hosts()) {
      if (!host.isIpv6() && !isServerName(host.host())) {
        throw Problem.of(
                TlsFailure.INVALID_URL,
                "MariaDB's driver cannot make TLS with the host \""
                    + host.host()
                    + "\": it takes letters, digits and inner hyphens only, without a trailing dot")
            .withRemedy("Give the server a name of these characters.")
            .exception();
      }
    }
  }

  private static boolean isServerName(String host) {
    try {
      SNIHostName unused = new SNIHostName(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * In plain text the password is encrypted with a key of the server's: if that comes from the
   * server itself, from whoever answers.
   */
  static void rsaKeys(Map<String, String> properties) throws ProblemException {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      boolean retrieval =
          property.getKey().equalsIgnoreCase(RETRIEVAL) && !isFalse(property.getValue());
      boolean file = property.getKey().equalsIgnoreCase(KEY_FILE) && !property.getValue().isEmpty();
      if (retrieval || file) {
        throw Problem.of(
                TlsFailure.WEAKENING_PARAMETER,
                "\""
                    + (retrieval ? RETRIEVAL : KEY_FILE)
                    + "\" would send the password in plain text, encrypted for whoever answers")
            .withRemedy("Remove it, or use sslmode=require or a stronger mode.")
            .exception();
      }
    }
  }

  private static boolean isFalse(String value) {
    return value.equalsIgnoreCase("false") || value.equals("0");
  }
}
