package io.github.jdbctls.material;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What some bytes are, told by their content alone, never by a file's name. Immutable.
 *
 * @param kind what decides how they are read
 * @param description what they are in words, with an article; quotes nothing of them
 * @param parts the kinds of the PEM blocks; of anything else its own kind
 */
record Content(Kind kind, String description, Set<Kind> parts) {
  /** Kinds of content, and of what a PEM block holds. */
  enum Kind {
    PEM("PEM", null),
    DER_CERTIFICATE("a DER certificate", null),
    CERTIFICATE_REQUEST("a certificate signing request", null),
    REVOCATION_LIST("a certificate revocation list", null),
    PKCS8("a PKCS#8 private key", null),
    ENCRYPTED_PKCS8("an encrypted PKCS#8 key", null),
    PKCS1("a PKCS#1 private key", null),
    SEC1("a SEC1 EC private key", null),
    DSA_KEY("a DSA private key", null),
    PUBLIC_KEY("a public key", null),
    PARAMETERS("parameters of keys", null),
    PKCS12("a PKCS#12 key store", "openssl pkcs12 -in %1$s -nokeys -out %1$s.pem"),
    PKCS7("a PKCS#7 bundle", "openssl pkcs7 -inform DER -print_certs -in %1$s -out %1$s.pem"),
    JKS(
        "a JKS key store",
        "keytool -importkeystore -srckeystore %1$s -destkeystore %1$s.p12 -deststoretype PKCS12"),
    JCEKS(
        "a JCEKS key store",
        "keytool -importkeystore -srcstoretype JCEKS -srckeystore %1$s -destkeystore %1$s.p12"
            + " -deststoretype PKCS12"),
    BKS("a BKS key store of Bouncy Castle", null),
    OPENSSH_KEY(
        "an OpenSSH private key",
        "cp %1$s %1$s.pem && ssh-keygen -p -m PKCS8 -f %1$s.pem (of an Ed25519 key there is no"
            + " other form)"),
    SSH_PUBLIC_KEY("an SSH public key", null),
    SSH_CERTIFICATE("an SSH certificate", null),
    PUTTY_KEY("a PuTTY private key", "puttygen %1$s -O private-openssh -o %1$s.pem"),
    PGP("PGP data", null),
    HTML("an HTML page", null),
    XML("an XML text", null),
    XML_CERTIFICATE("an XML text with X509Certificate elements, such as SAML metadata", null),
    JSON("a JSON text", null),
    JSON_WEB_KEY("a JSON Web Key", null),
    JSON_PEM(
        "a JSON text with PEM in it",
        "jq -r '.. | strings | select(startswith(\"-----BEGIN\"))' %1$s > %1$s.pem"),
    KUBERNETES_MANIFEST("a Kubernetes manifest", null),
    ZIP("a ZIP archive", "unzip %1$s"),
    GZIP("a gzip file", "gzip -dc %1$s > %1$s.unpacked"),
    TAR("a tar archive", "tar -xf %1$s"),
    NSS_DATABASE(
        "an SQLite database, as NSS keeps certificates and keys in",
        "certutil -L -a -d sql:FOLDER -n NAME for a certificate, pk12util -o FILE.p12 -d sql:FOLDER"
            + " -n NAME with its key"),
    WINDOWS_STORE("a serialized certificate store of Windows", "certutil -split -dump %1$s"),
    BASE64("base64", "tr -d '\\r' < %1$s | base64 -d > %1$s.decoded"),
    BARE_BASE64(
        "base64 without the BEGIN and END lines of PEM",
        "tr -d '\\r' < %1$s | base64 -d > %1$s.der"),
    REPLACED_DASHES(
        "PEM of which the hyphens were replaced by dashes",
        "sed -E 's/^[-–—]+(BEGIN|END) ([A-Z0-9 ]+)[-–—]+/-----\\1 \\2-----/' %1$s > %1$s.pem"),
    EMBEDDED_PEM(
        "text in which PEM does not have lines of its own: indented, quoted, or commented out",
        null),
    COMMENTS("text with nothing but comments", null),
    TEXT("text without any PEM block", null),
    DAMAGED_DER("DER that is cut short, or has bytes behind its end", null),
    OTHER_DER("DER of another kind", null),
    BINARY("binary data", null);

    private static final String PLAIN = "[A-Za-z0-9_./+:=@-]+";

    private final String description;
    private final @Nullable String command;

    Kind(String description, @Nullable String command) {
      this.description = description;
      this.command = command;
    }

    String description() {
      return description;
    }

    /** The remedy that converts a file of this kind to one that is read, if there is a command. */
    Optional<String> conversion(String file) {
      String quoted = file.matches(PLAIN) ? file : "'" + file.replace("'", "'\\''") + "'";
      return Optional.ofNullable(command).map(c -> "Convert it: " + c.replace("%1$s", quoted));
    }
  }

  /** Looks at the bytes. Never fails. */
  static Content of(byte[] bytes) {
    List<PemBlock> blocks = PemReader.read(bytes);
    try {
      if (!blocks.isEmpty()) {
        return pem(blocks);
      }
    } finally {
      PemBlock.wipe(blocks);
    }
    Optional<Kind> kind = DerKind.of(bytes);
    if (kind.isEmpty()) {
      kind = BinaryKind.of(bytes);
    }
    return kind.isPresent() ? binary(kind.orElseThrow()) : TextContent.of(bytes);
  }

  private static Content binary(Kind kind) {
    return new Content(kind, kind.description, Set.of(kind));
  }

  private static Content pem(List<PemBlock> blocks) {
    Set<Kind> parts = EnumSet.noneOf(Kind.class);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (PemBlock block : blocks) {
      Optional<Kind> kind = PemLabel.kind(block.label());
      if (kind.isPresent()) {
        parts.add(kind.orElseThrow());
      }
      String label = PemLabel.describe(block.label());
      counts.put(label, counts.getOrDefault(label, 0) + 1);
    }
    if (blocks.size() == 1) {
      Kind kind = parts.contains(Kind.OPENSSH_KEY) ? Kind.OPENSSH_KEY : Kind.PEM;
      return new Content(kind, PemLabel.describeAlone(blocks.get(0).label()), Set.copyOf(parts));
    }
    StringJoiner words = new StringJoiner(" and ", "PEM with ", "");
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      words.add(count.getValue() + " " + count.getKey());
    }
    return new Content(Kind.PEM, words.toString(), Set.copyOf(parts));
  }
}
