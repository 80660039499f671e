package io.github.jdbctls.material;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The settings that OpenSSL puts behind a certificate in a {@code TRUSTED CERTIFICATE} block
 * ({@code openssl x509 -addtrust, -addreject}): whether they take away that it serves for a
 * server's chain. They never give trust. The rules are those of OpenSSL's purpose {@code
 * sslserver}:
 *
 * <ol>
 *   <li>A list of rejected uses with {@code serverAuth} or {@code anyExtendedKeyUsage}: rejected.
 *   <li>A list of trusted uses, be it empty, with neither of them: rejected.
 *   <li>Anything else, an alias and a key identifier above all, changes nothing.
 * </ol>
 */
final class TrustSettings {
  private static final List<byte[]> SERVERS =
      List.of(
          new byte[] {Der.OBJECT_IDENTIFIER, 8, 0x2B, 6, 1, 5, 5, 7, 3, 1},
          new byte[] {Der.OBJECT_IDENTIFIER, 4, 0x55, 0x1D, 0x25, 0});

  private TrustSettings() {}

  /**
   * Whether the certificate is rejected for servers.
   *
   * @param settings the structure behind the certificate
   * @throws IOException if it is none
   */
  static boolean reject(Der settings) throws IOException {
    if (settings.tag() != Der.SEQUENCE) {
      throw new IOException("no trust settings behind the certificate");
    }
    boolean rejected = false;
    for (Der field : settings.children()) {
      switch (field.tag()) {
        case Der.SEQUENCE -> rejected |= !namesServers(field);
        case Der.CONTEXT_0 -> rejected |= namesServers(field);
        default -> {}
      }
    }
    return rejected;
  }

  private static boolean namesServers(Der uses) throws IOException {
    boolean found = false;
    for (Der use : uses.children()) {
      if (use.tag() != Der.OBJECT_IDENTIFIER) {
        throw new IOException("a use that is no object identifier");
      }
      byte[] encoded = use.encoded();
      found |= SERVERS.stream().anyMatch(s -> Arrays.equals(s, encoded));
    }
    return found;
  }
}
