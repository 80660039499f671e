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
 *   <li>An alias, a key identifier and other algorithms change nothing. The fields stand in this
 *       order, each at most once, as OpenSSL demands; anything else is an error.
 * </ol>
 */
final class TrustSettings {
  private static final int UTF8_STRING = 0x0C;
  private static final int CONTEXT_1 = 0xA1;

  /** The fields in their order: trusted uses, rejected uses, alias, key identifier, others. */
  private static final List<Integer> FIELDS =
      List.of(Der.SEQUENCE, Der.CONTEXT_0, UTF8_STRING, Der.OCTET_STRING, CONTEXT_1);

  /** The contents of the object identifiers. */
  private static final List<byte[]> SERVERS =
      List.of(new byte[] {0x2B, 6, 1, 5, 5, 7, 3, 1}, new byte[] {0x55, 0x1D, 0x25, 0});

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
    int last = -1;
    for (Der field : settings.children()) {
      int place = FIELDS.indexOf(field.tag());
      if (place <= last) {
        throw new IOException("trust settings with a field that has no place there");
      }
      last = place;
      switch (field.tag()) {
        case Der.SEQUENCE -> rejected |= !namesServers(field);
        case Der.CONTEXT_0 -> rejected |= namesServers(field);
        case CONTEXT_1 -> requireAlgorithms(field);
        default -> {}
      }
    }
    return rejected;
  }

  private static boolean namesServers(Der uses) throws IOException {
    boolean found = false;
    for (Der use : uses.children()) {
      byte[] identifier = identifier(use);
      found |= SERVERS.stream().anyMatch(s -> Arrays.equals(s, identifier));
    }
    return found;
  }

  /** An object identifier's content, by the rules of X.690, section 8.19. */
  private static byte[] identifier(Der use) throws IOException {
    if (use.tag() != Der.OBJECT_IDENTIFIER) {
      throw new IOException("a use that is no object identifier");
    }
    byte[] content = use.octets();
    boolean begins = true;
    for (byte b : content) {
      if (begins && b == (byte) 0x80) {
        throw new IOException("an object identifier with a number that is padded");
      }
      begins = b >= 0;
    }
    if (content.length == 0 || !begins) {
      throw new IOException("an object identifier that is cut short");
    }
    return content;
  }

  private static void requireAlgorithms(Der others) throws IOException {
    for (Der algorithm : others.children()) {
      if (algorithm.tag() != Der.SEQUENCE || algorithm.children().size() > 2) {
        throw new IOException("trust settings with something else than algorithms");
      }
      identifier(algorithm.child(0));
    }
  }
}
