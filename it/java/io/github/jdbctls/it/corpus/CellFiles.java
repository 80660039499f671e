package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.corpus.Scheme.Family;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCSException;

/** Makes the files of a cell, none of whose names tells what it holds. */
final class CellFiles {
  /** What encrypted keys and stores are opened with. */
  static final String PASSWORD = "k3y &=%+pass";

  private final Cell cell;
  private final Client client;
  private final Path folder;
  private final Tools tools;
  private final OpenSslKey byOpenSsl;
  private final BouncyCastleKey byBouncyCastle;

  CellFiles(Cell cell, Client client, Path folder, Tools tools) throws IOException {
    this.cell = cell;
    this.client = client;
    this.folder = folder;
    this.tools = tools;
    this.byOpenSsl = new OpenSslKey(client, PASSWORD, tools.openssl());
    this.byBouncyCastle = new BouncyCastleKey(client.keyInfo(), PASSWORD);
  }

  /** Writes them. */
  ClientFiles write() throws IOException, OperatorCreationException, PKCSException {
    String chain = Files.readString(client.chain());
    return switch (cell.container()) {
      case PKCS8, TRADITIONAL -> beside(key());
      case TRADITIONAL_AFTER_PARAMETERS -> beside(pem(byBouncyCastle.curvePem() + keyPem()));
      case KEY_THEN_CHAIN -> alone(pem(keyPem() + chain));
      case CHAIN_THEN_KEY -> alone(pem(chain + keyPem()));
      case KEY_INSIDE_CHAIN ->
          alone(
              pem(
                  Files.readString(client.leaf())
                      + keyPem()
                      + Files.readString(client.intermediate())));
      case ISSUER_BEFORE_LEAF -> alone(pem(issuerFirst() + keyPem()));
      case KEY_BEFORE_ISSUER -> alone(pem(keyPem() + issuerFirst()));
      case PEM_OUT_OF_PKCS12 -> alone(outOfPkcs12());
      case PKCS12 -> alone(pkcs12());
      case PKCS12_AS_KEY -> beside(pkcs12());
      case PKCS12_KEY_ONLY -> beside(pkcs12WithoutChain());
      case JKS -> alone(keyStore("-deststoretype", "JKS"));
      case JCEKS -> alone(keyStore("-deststoretype", "JCEKS"));
      case PKCS12_OF_OLD_JDK ->
          alone(keyStore("-deststoretype", "PKCS12", "-J-Dkeystore.pkcs12.legacy=true"));
      case CHAIN_PKCS7 -> behind(pkcs7(client.chain()));
      case CHAIN_PKCS7_ISSUER_FIRST ->
          behind(pkcs7(Files.writeString(folder.resolve("reversed"), issuerFirst())));
      case CHAIN_PKCS12 ->
          behind(
              run(
                  "pkcs12",
                  "-export",
                  "-nokeys",
                  "-in",
                  client.chain().toString(),
                  "-passout",
                  "pass:" + PASSWORD));
      case CHAIN_TRUSTED ->
          behind(
              pem(
                  text(
                          run(
                              "x509",
                              "-in",
                              client.leaf().toString(),
                              "-trustout",
                              "-addtrust",
                              "clientAuth"))
                      + Files.readString(client.intermediate())));
    };
  }

  private String issuerFirst() throws IOException {
    return Files.readString(client.intermediate()) + Files.readString(client.leaf());
  }

  private byte[] key() throws IOException, OperatorCreationException {
    if (cell.encoding().isPem()) {
      return pem(keyPem());
    }
    boolean openssl = cell.maker() == Maker.OPENSSL;
    if (isTraditional()) {
      return openssl ? byOpenSsl.traditional(cell.scheme(), "DER") : byBouncyCastle.traditional();
    }
    return openssl ? byOpenSsl.pkcs8(cell.scheme(), "DER") : byBouncyCastle.pkcs8(cell.scheme());
  }

  private String keyPem() throws IOException, OperatorCreationException {
    boolean openssl = cell.maker() == Maker.OPENSSL;
    if (isTraditional()) {
      return openssl
          ? text(byOpenSsl.traditional(cell.scheme(), "PEM"))
          : byBouncyCastle.traditionalPem(cell.scheme());
    }
    return openssl
        ? text(byOpenSsl.pkcs8(cell.scheme(), "PEM"))
        : byBouncyCastle.pkcs8Pem(cell.scheme());
  }

  private boolean isTraditional() {
    return cell.container() == Container.TRADITIONAL
        || cell.container() == Container.TRADITIONAL_AFTER_PARAMETERS
        || cell.scheme().family() == Family.DEK_INFO;
  }

  private byte[] pkcs12() throws IOException, OperatorCreationException, PKCSException {
    return switch (cell.maker()) {
      case OPENSSL -> byOpenSsl.pkcs12(cell.scheme(), byOpenSsl.withChain());
      case KEYTOOL -> keyStore("-deststoretype", "PKCS12");
      case BOUNCY_CASTLE ->
          new BouncyCastleStore(byBouncyCastle, client.holders()).encoded(cell.scheme());
    };
  }

  private byte[] pkcs12WithoutChain() throws IOException, OperatorCreationException, PKCSException {
    return cell.maker() == Maker.OPENSSL
        ? byOpenSsl.pkcs12(cell.scheme(), "-nocerts")
        : new BouncyCastleStore(byBouncyCastle, List.of()).encoded(cell.scheme());
  }

  private byte[] outOfPkcs12() throws IOException {
    Path store = file("store", byOpenSsl.pkcs12(Scheme.USUAL, byOpenSsl.withChain()));
    return run("pkcs12", "-in", store.toString(), "-nodes", "-passin", "pass:" + PASSWORD);
  }

  private byte[] keyStore(String... options) throws IOException {
    Path from = file("source", byOpenSsl.pkcs12(Scheme.USUAL, byOpenSsl.withChain()));
    return tools.keyStore(from, PASSWORD, folder.resolve("target"), options);
  }

  private byte[] pkcs7(Path certificates) throws IOException {
    boolean pem = cell.encoding().isPem();
    byte[] made =
        run(
            "crl2pkcs7",
            "-nocrl",
            "-certfile",
            certificates.toString(),
            "-outform",
            pem ? "PEM" : "DER");
    return pem ? pem(text(made)) : made;
  }

  private byte[] run(String... arguments) throws IOException {
    return tools.openssl().run(arguments);
  }

  private byte[] pem(String plainest) {
    return cell.encoding().write(plainest);
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }

  /** One file with everything. */
  private ClientFiles alone(byte[] content) throws IOException {
    return files(Map.of("sslcert", file("all", content).toString()), client.leafSerial());
  }

  /** A key beside certificates of the usual kind. */
  private ClientFiles beside(byte[] key) throws IOException {
    boolean pem = cell.encoding().isPem();
    byte[] chain =
        pem
            ? pem(Files.readString(client.chain()))
            : run("x509", "-in", client.direct().toString(), "-outform", "DER");
    return pair(chain, key, pem ? client.leafSerial() : client.directSerial());
  }

  /** A key of the usual kind behind certificates. */
  private ClientFiles behind(byte[] chain) throws IOException, OperatorCreationException {
    return pair(chain, key(), client.leafSerial());
  }

  private ClientFiles pair(byte[] chain, byte[] key, BigInteger serial) throws IOException {
    return files(
        Map.of(
            "sslcert", file("certificates", chain).toString(),
            "sslkey", file("key", key).toString()),
        serial);
  }

  private ClientFiles files(Map<String, String> named, BigInteger serial) {
    Map<String, String> all = new TreeMap<>(named);
    if (needsPassword()) {
      all.put("sslpassword", PASSWORD);
    }
    return new ClientFiles(all, serial);
  }

  private boolean needsPassword() {
    boolean store = cell.container().name().contains("PKCS12");
    return store || cell.scheme().family() != Family.NONE;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Private.write(folder.resolve(name), content);
  }
}
