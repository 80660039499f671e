package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The names in a server's certificate, and hosts to ask for.
 *
 * @param inCertificate such as {@code cn:a.test dns:b.test ip:127.0.0.1}, in this order
 * @param hosts the one that is meant to match first
 */
record ServerNames(List<String> inCertificate, List<String> hosts) {
  /** Stands for a space, which separates names. */
  private static final String SPACE = "_SPACE_";

  private static final String NUL = "_NUL_";

  static ServerNames of(String names, String hosts) {
    return new ServerNames(words(names), words(hosts));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** The host that is meant to match. */
  String goodHost() {
    return hosts.get(0);
  }

  /** The leaf's subject; without any common name it is the organisation alone. */
  String subject() {
    return Stream.concat(Stream.of("O=Example"), values("cn:").map(cn -> "CN=" + cn))
        .collect(Collectors.joining(","));
  }

  /** Adds the alternative names. */
  void addTo(TestCertificateBuilder certificate) {
    for (String name : inCertificate) {
      String value = name.substring(name.indexOf(':') + 1).replace(SPACE, " ").replace(NUL, "\0");
      switch (name.substring(0, name.indexOf(':'))) {
        case "dns" -> certificate.alternativeName(text(GeneralName.dNSName, value));
        case "uri" ->
            certificate.alternativeName(text(GeneralName.uniformResourceIdentifier, value));
        case "mail" -> certificate.alternativeName(text(GeneralName.rfc822Name, value));
        case "ip" -> certificate.alternativeName(ip(address(value)));
        case "mapped" -> certificate.alternativeName(ip(mapped(address(value))));
        case "ip-of-length" -> certificate.alternativeName(ip(new byte[Integer.parseInt(value)]));
        case "directory" ->
            certificate.alternativeName(new GeneralName(GeneralName.directoryName, value));
        default -> {
          // A common name: it is in the subject.
        }
      }
    }
  }

  private static GeneralName text(int kind, String value) {
    return new GeneralName(kind, new DERIA5String(value));
  }

  private static GeneralName ip(byte[] address) {
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(address));
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] mapped(byte[] version4) {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(version4, 0, mapped, 12, 4);
    return mapped;
  }

  private Stream<String> values(String prefix) {
    return inCertificate.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()));
  }

  /** Whether any name in the certificate contains the text. */
  boolean contain(String text) {
    return inCertificate.stream().anyMatch(name -> name.contains(text));
  }

  /** Whether any name ends with a dot. */
  boolean haveTrailingDot() {
    return inCertificate.stream().anyMatch(name -> name.endsWith("."));
  }

  /** Whether a common name has a single label, a wildcard, or a dot at its end. */
  boolean haveUnusualCommonName() {
    return values("cn:").anyMatch(cn -> cn.matches("[^.]*|.*[*].*|.*[.]"));
  }

  /** The names as they are written in the catalogue. */
  String label() {
    return String.join(" ", inCertificate);
  }
}
