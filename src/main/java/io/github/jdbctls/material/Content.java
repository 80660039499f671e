package io.github.jdbctls.material;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What some bytes are, told by their content alone, never by a file's name. Immutable.
 *
 * @param kind what decides how they are read
 * @param description what they are in words, with an article; quotes nothing of them
 */
record Content(Kind kind, String description) {
  /** Kinds of content. */
  enum Kind {
    PEM("", null),
    DER_CERTIFICATE("a DER certificate", "openssl x509 -inform DER -in %1$s -out %1$s.pem"),
    CERTIFICATE_REQUEST("a certificate signing request", null),
    REVOCATION_LIST("a certificate revocation list", null),
    PKCS8("a PKCS#8 private key", null),
    ENCRYPTED_PKCS8("an encrypted PKCS#8 key", null),
    PKCS1("a PKCS#1 private key", null),
    SEC1("a SEC1 EC private key", null),
    DSA_KEY("a DSA private key", null),
    PUBLIC_KEY("a public key", null),
    PKCS12("a PKCS#12 key store", "openssl pkcs12 -in %1$s -nokeys -out %1$s.pem"),
    PKCS7("a PKCS#7 bundle", "openssl pkcs7 -inform DER -print_certs -in %1$s -out %1$s.pem"),
    JKS(
        "a JKS key store",
        "keytool -importkeystore -srckeystore %1$s -destkeystore %1$s.p12 -deststoretype PKCS12"),
    OPENSSH_KEY("an OpenSSH private key", "ssh-keygen -p -m PKCS8 -f a-copy-of-the-key"),
    SSH_PUBLIC_KEY("an SSH public key", null),
    PUTTY_KEY("a PuTTY private key", null),
    HTML("an HTML page", null),
    XML("an XML text", null),
    JSON("a JSON text", null),
    ZIP("a ZIP archive", null),
    GZIP("a gzip file", null),
    BARE_BASE64("base64 without the BEGIN and END lines of PEM", null),
    TEXT("text without any PEM block", null),
    BINARY("binary data", null);

    private final String description;
    private final @Nullable String command;

    Kind(String description, @Nullable String command) {
      this.description = description;
      this.command = command;
    }

    /** The remedy that converts a file of this kind to one that is read, if there is a command. */
    Optional<String> conversion(String file) {
      return Optional.ofNullable(command).map(c -> "Convert it: " + c.formatted(file));
    }
  }

  private static final int HEAD = 4096;

  /** Looks at the bytes. Never fails. */
  static Content of(byte[] bytes) {
    List<PemBlock> blocks = PemReader.read(bytes);
    try {
      if (!blocks.isEmpty()) {
        return pem(blocks);
      }
    } finally {
      blocks.forEach(PemBlock::wipe);
    }
    Kind kind = DerKind.of(bytes).or(() -> byMagic(bytes)).orElseGet(() -> byText(bytes));
    return new Content(kind, kind.description);
  }

  private static Content pem(List<PemBlock> blocks) {
    if (blocks.size() == 1) {
      String label = blocks.get(0).label();
      Kind kind = label.equals("OPENSSH PRIVATE KEY") ? Kind.OPENSSH_KEY : Kind.PEM;
      return new Content(kind, PemLabel.describeAlone(label));
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (PemBlock block : blocks) {
      counts.merge(PemLabel.describe(block.label()), 1, Integer::sum);
    }
    StringJoiner parts = new StringJoiner(" and ", "PEM with ", "");
    counts.forEach((label, count) -> parts.add(count + " " + label));
    return new Content(Kind.PEM, parts.toString());
  }

  private static Optional<Kind> byMagic(byte[] bytes) {
    if (bytes.length < 4) {
      return Optional.empty();
    }
    int magic =
        (bytes[0] & 0xFF) << 24
            | (bytes[1] & 0xFF) << 16
            | (bytes[2] & 0xFF) << 8
            | (bytes[3] & 0xFF);
    return switch (magic) {
      case 0xFEEDFEED, 0xCECECECE -> Optional.of(Kind.JKS);
      case 0x504B0304 -> Optional.of(Kind.ZIP);
      default -> magic >>> 16 == 0x1F8B ? Optional.of(Kind.GZIP) : Optional.empty();
    };
  }

  private static Kind byText(byte[] bytes) {
    int length = Math.min(bytes.length, HEAD);
    boolean base64 = true;
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xFF;
      if (b < ' ' && (b < '\t' || b > '\r')) {
        return Kind.BINARY;
      }
      base64 &= b <= ' ' || (Character.isLetterOrDigit(b) && b < 0x80) || "+/=".indexOf(b) >= 0;
    }
    String head =
        new String(bytes, 0, Math.min(length, 128), StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
      return Kind.HTML;
    }
    if (head.startsWith("<")) {
      return Kind.XML;
    }
    if (head.startsWith("{") || head.startsWith("[")) {
      return Kind.JSON;
    }
    if (head.startsWith("putty-user-key-file")) {
      return Kind.PUTTY_KEY;
    }
    if (head.startsWith("ssh-") || head.startsWith("ecdsa-sha2-")) {
      return Kind.SSH_PUBLIC_KEY;
    }
    return base64 && head.startsWith("mi") ? Kind.BARE_BASE64 : Kind.TEXT;
  }
}
