package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.Tool;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;

/**
 * A key with two certificates for it: one from an intermediate, which the server does not know, and
 * one from the root itself, for files that hold no more than one. Made by {@code openssl}.
 *
 * @param folder where key and certificates lie as the plainest PEM
 */
record Client(ClientKey kind, Path folder) {
  /** The common name of all: the user in whose name the server lets them in. */
  static final String USER = "app";

  private static final String LEAF = "leaf.pem";
  private static final String DIRECT = "direct.pem";

  /** Makes the key and its certificates. */
  static Client make(ClientKey kind, TestCertificate intermediate, Path folder, Tool openssl)
      throws IOException {
    Client client = new Client(kind, Files.createDirectory(folder));
    client.makeKey(openssl);
    int serial = 1000 + 2 * List.of(ClientKey.values()).indexOf(kind);
    client.issue(LEAF, serial, intermediate, openssl);
    client.issue(DIRECT, serial + 1, intermediate.root(), openssl);
    Files.writeString(client.intermediate(), intermediate.pem());
    Files.writeString(
        client.chain(), Files.readString(client.leaf()) + Files.readString(client.intermediate()));
    return client;
  }

  private void makeKey(Tool openssl) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("genpkey", "-out", key().toString()));
    if (kind == ClientKey.DSA) {
      Path parameters = folder.resolve("dsa.pem");
      openssl.run(
          "genpkey",
          "-genparam",
          "-algorithm",
          "DSA",
          "-pkeyopt",
          "dsa_paramgen_bits:1024",
          "-out",
          parameters.toString());
      arguments.addAll(List.of("-paramfile", parameters.toString()));
    } else {
      arguments.addAll(List.of("-algorithm", kind.algorithm()));
    }
    for (String option : kind.options()) {
      arguments.addAll(List.of("-pkeyopt", option));
    }
    openssl.run(arguments.toArray(String[]::new));
  }

  private void issue(String name, int serial, TestCertificate issuer, Tool openssl)
      throws IOException {
    Path request = folder.resolve("request.pem");
    Path authority = folder.resolve("authority.pem");
    Files.writeString(authority, issuer.pem() + issuer.keyPem());
    openssl.run(
        "req",
        "-new",
        "-key",
        key().toString(),
        "-subj",
        "/CN=" + USER,
        "-out",
        request.toString());
    openssl.run(
        "x509",
        "-req",
        "-in",
        request.toString(),
        "-CA",
        authority.toString(),
        "-set_serial",
        Integer.toString(serial),
        "-days",
        "30",
        "-sha256",
        "-out",
        folder.resolve(name).toString());
  }

  /** The private key as plain PKCS#8 PEM. */
  Path key() {
    return folder.resolve("key.pem");
  }

  /** The certificate from the intermediate. */
  Path leaf() {
    return folder.resolve(LEAF);
  }

  /** The issuer of {@link #leaf}. */
  Path intermediate() {
    return folder.resolve("intermediate.pem");
  }

  /** {@link #leaf} and {@link #intermediate}. */
  Path chain() {
    return folder.resolve("chain.pem");
  }

  /** The certificate from the root. */
  Path direct() {
    return folder.resolve(DIRECT);
  }

  /** The private key for BouncyCastle. */
  PrivateKeyInfo keyInfo() throws IOException {
    return (PrivateKeyInfo) read(key()).get(0);
  }

  /** The chain for BouncyCastle, leaf first. */
  List<X509CertificateHolder> holders() throws IOException {
    List<X509CertificateHolder> holders = new ArrayList<>();
    for (Object certificate : read(chain())) {
      holders.add((X509CertificateHolder) certificate);
    }
    return holders;
  }

  /** The serial number of {@link #leaf}. */
  BigInteger leafSerial() throws IOException {
    return holders().get(0).getSerialNumber();
  }

  /** The serial number of {@link #direct}. */
  BigInteger directSerial() throws IOException {
    return ((X509CertificateHolder) read(direct()).get(0)).getSerialNumber();
  }

  private static List<Object> read(Path file) throws IOException {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    }
    return objects;
  }
}
