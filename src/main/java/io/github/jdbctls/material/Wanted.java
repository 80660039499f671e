package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.material.Content.Kind;
import java.util.Optional;
import java.util.Set;

/** What a parameter is to hold, and what to do where it holds something else. */
enum Wanted {
  ROOTS("root certificates in PEM, DER, PKCS#7, PKCS#12 or JKS", "ca.crt"),
  CLIENT_CERTIFICATE("a client certificate in PEM, DER, PKCS#7 or PKCS#12", "tls.crt"),
  PRIVATE_KEY("a private key", "tls.key"),
  REVOCATION_LIST("PEM or DER with a certificate revocation list", "ca.crl");

  private static final Set<Kind> KEYS =
      Set.of(
          Kind.PKCS8,
          Kind.ENCRYPTED_PKCS8,
          Kind.PKCS1,
          Kind.SEC1,
          Kind.DSA_KEY,
          Kind.OPENSSH_KEY,
          Kind.PUTTY_KEY);
  private static final Set<Kind> CERTIFICATES = Set.of(Kind.DER_CERTIFICATE, Kind.PKCS7);

  private final String words;
  private final String kubernetesField;

  Wanted(String words, String kubernetesField) {
    this.words = words;
    this.kubernetesField = kubernetesField;
  }

  /** What is wanted, to stand behind "not". */
  String words() {
    return words;
  }

  /** What to do about content that is something else; a command where one converts it. */
  String remedy(Content content, String file) {
    return otherParameter(content.parts())
        .or(() -> conversion(content.kind(), file))
        .orElseGet(() -> advice(single(content)));
  }

  /** Of a PEM text the kind of its blocks, if they are of one. */
  private static Kind single(Content content) {
    return content.kind() == Kind.PEM && content.parts().size() == 1
        ? content.parts().iterator().next()
        : content.kind();
  }

  private Optional<String> conversion(Kind kind, String file) {
    boolean keyForKey = this == PRIVATE_KEY || !KEYS.contains(kind);
    return keyForKey ? kind.conversion(file) : Optional.empty();
  }

  /** Content that has its place elsewhere. */
  private Optional<String> otherParameter(Set<Kind> parts) {
    if (parts.stream().anyMatch(KEYS::contains) && this != PRIVATE_KEY) {
      return Optional.of(
          this == CLIENT_CERTIFICATE
              ? "It holds a private key, not a certificate: are sslcert and sslkey swapped?"
              : "A private key has its place in sslkey; name "
                  + (this == ROOTS ? "the certificates of the authority." : "the list."));
    }
    if (parts.stream().anyMatch(CERTIFICATES::contains)) {
      return switch (this) {
        case PRIVATE_KEY ->
            Optional.of("It holds a certificate, not a key: are sslcert and sslkey swapped?");
        case REVOCATION_LIST ->
            Optional.of("Certificates have their place in sslrootcert or sslcert; name the list.");
        default -> Optional.empty();
      };
    }
    if (parts.contains(Kind.REVOCATION_LIST) && this != REVOCATION_LIST) {
      return Optional.of("A revocation list has its place in sslcrl.");
    }
    if (parts.contains(Kind.CERTIFICATE_REQUEST)) {
      return Optional.of(
          this == PRIVATE_KEY
              ? "Name the key that the request was made with."
              : "Name the certificate that the authority issued for the request.");
    }
    if (parts.contains(Kind.PUBLIC_KEY) || parts.contains(Kind.SSH_PUBLIC_KEY)) {
      return Optional.of(
          this == PRIVATE_KEY
              ? "Name the private key that belongs to it."
              : "A public key names nobody: ask for the certificate.");
    }
    return Optional.empty();
  }

  private String advice(Kind kind) {
    return switch (kind) {
      case KUBERNETES_MANIFEST ->
          "Take the content out of the cluster: kubectl get secret NAME -o jsonpath='{.data."
              + kubernetesField.replace(".", "\\.")
              + "}' | base64 -d > "
              + kubernetesField;
      case HTML -> "The download was answered by a page, such as an error: download it again.";
      case XML_CERTIFICATE ->
          "Put the text of the element between the lines -----BEGIN CERTIFICATE----- and"
              + " -----END CERTIFICATE-----.";
      case JSON -> "Take the certificate or key out of it, into a file of its own.";
      case JSON_WEB_KEY -> "Ask for the key in PEM: no common tool converts a JSON Web Key.";
      case EMBEDDED_PEM -> "Let each block begin its line, without quotation marks or #.";
      case DAMAGED_DER -> "Copy the file again, in binary mode and completely.";
      case BKS -> "Export it to PKCS#12 with the tool that made it.";
      case SSH_CERTIFICATE -> "SSH certificates are not for TLS: ask for an X.509 certificate.";
      case PGP -> "PGP is not for TLS: ask for an X.509 certificate and its key.";
      case PARAMETERS -> "Name the file with the key that the parameters are of.";
      default -> TlsFailure.WRONG_CONTENT.remedy();
    };
  }
}
