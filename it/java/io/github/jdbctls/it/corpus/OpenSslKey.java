package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A private key as {@code openssl} writes it. Immutable. */
record OpenSslKey(Client client, String password, Tool openssl) {
  /** Where the ciphers of the last century are. */
  private static final List<String> LEGACY = List.of("-provider", "legacy", "-provider", "default");

  /** PKCS#8, encrypted or not, as PEM or DER. */
  byte[] pkcs8(Scheme scheme, String form) throws IOException {
    List<String> how =
        switch (scheme.family()) {
          case NONE -> List.of("-nocrypt");
          case PBES2 -> List.of("-v2", scheme.cipher(), "-v2prf", scheme.hash());
          case SCRYPT -> List.of("-scrypt", "-v2", scheme.cipher());
          case PBE -> List.of("-v1", scheme.cipher());
          default -> throw new IllegalArgumentException(scheme.toString());
        };
    return write(List.of("pkcs8", "-topk8", "-outform", form), how);
  }

  /** PKCS#1, SEC1 or OpenSSL's form of DSA keys, as PEM or DER. */
  byte[] traditional(Scheme scheme, String form) throws IOException {
    List<String> program =
        switch (client.kind().algorithm()) {
          case "RSA" -> List.of("rsa", "-traditional");
          case "EC" -> List.of("ec");
          case "DSA" -> List.of("dsa");
          default -> throw new IllegalArgumentException(client.kind().toString());
        };
    List<String> how = scheme.equals(Scheme.NONE) ? List.of() : List.of("-" + scheme.cipher());
    List<String> start = new ArrayList<>(program);
    start.addAll(List.of("-outform", form));
    byte[] written = write(start, how);
    if (new String(written, StandardCharsets.ISO_8859_1).contains("BEGIN PRIVATE KEY")) {
      throw new IllegalStateException("this is PKCS#8");
    }
    return written;
  }

  private byte[] write(List<String> start, List<String> how) throws IOException {
    List<String> all = new ArrayList<>(start);
    all.addAll(LEGACY);
    all.addAll(how);
    all.addAll(List.of("-in", client.key().toString(), "-passout", "pass:" + password));
    return openssl.run(all.toArray(String[]::new));
  }

  /**
   * PKCS#12 with key and certificates encrypted by the same scheme.
   *
   * @param what which certificates are in it: options of {@code openssl pkcs12 -export}
   */
  byte[] pkcs12(Scheme scheme, String... what) throws IOException {
    String name =
        switch (scheme.family()) {
          case NONE -> "NONE";
          case PBES2 ->
              scheme.cipher().equals("des3")
                  ? "DES-EDE3-CBC"
                  : scheme.cipher().toUpperCase(Locale.ROOT);
          case PBE -> scheme.cipher();
          default -> throw new IllegalArgumentException(scheme.toString());
        };
    List<String> all = new ArrayList<>(List.of("pkcs12", "-export"));
    all.addAll(LEGACY);
    all.addAll(List.of("-inkey", client.key().toString(), "-name", "client"));
    all.addAll(List.of("-keypbe", name, "-certpbe", name));
    all.addAll(List.of(what));
    all.addAll(List.of("-passout", "pass:" + password));
    return openssl.run(all.toArray(String[]::new));
  }

  /** The options for {@link #pkcs12} that put the whole chain into the store. */
  String[] withChain() {
    return new String[] {"-in", client.chain().toString()};
  }
}
