package io.github.jdbctls.it.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where unusual stores are made, for one client; another one is at hand for stores with several
 * keys.
 */
record Workbench(Client client, Client other, Client third, Path folder, Tools tools) {
  /** What stores are opened with unless told otherwise. */
  static final String PASSWORD = CellFiles.PASSWORD;

  /** Runs {@code openssl pkcs12 -export} for the client's key and chain with further options. */
  byte[] pkcs12(String password, String... options) throws IOException {
    return pkcs12(client, password, options);
  }

  private byte[] pkcs12(Client whose, String password, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("pkcs12", "-export"));
    all.addAll(List.of("-inkey", whose.key().toString(), "-in", whose.chain().toString()));
    all.addAll(List.of("-passout", "pass:" + password));
    all.addAll(List.of(options));
    return tools.openssl().run(all.toArray(String[]::new));
  }

  /** The client's key as {@code openssl pkcs8} encrypts it with these options. */
  byte[] pkcs8(String password, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("pkcs8", "-topk8"));
    all.addAll(List.of("-in", client.key().toString(), "-passout", "pass:" + password));
    all.addAll(List.of(options));
    return tools.openssl().run(all.toArray(String[]::new));
  }

  /** The client's key on an unnamed curve, by this program of {@code openssl}. */
  byte[] withCurveWrittenOut(String program) throws IOException {
    String option = program.equals("ec") ? "-param_enc" : "-ec_param_enc";
    return tools.openssl().run(program, "-in", client.key().toString(), option, "explicit");
  }

  /** A store by BouncyCastle. */
  byte[] byBouncyCastle(String password, Scheme scheme) throws Exception {
    BouncyCastleKey key = new BouncyCastleKey(client.keyInfo(), password);
    return new BouncyCastleStore(key, client.holders()).encoded(scheme);
  }

  /** A store by {@code keytool}, with these options. */
  byte[] byKeytool(String... options) throws IOException {
    Path from = file("source", pkcs12(PASSWORD, "-name", "first"));
    return tools.keyStore(from, PASSWORD, folder.resolve("target"), options);
  }

  /** A store by {@code keytool} with the client's key and another one. */
  byte[] withTwoKeys(String kind) throws IOException {
    Path target = folder.resolve("target");
    byKeytool("-deststoretype", kind);
    Path from = file("source", pkcs12(other, PASSWORD, "-name", "second"));
    return tools.addEntries(from, PASSWORD, target, "-deststoretype", kind);
  }

  /** A store by {@code keytool} with the client's key, and the root as a certificate to trust. */
  byte[] withTrustedRoot(String kind) throws IOException {
    Path target = folder.resolve("target");
    byKeytool("-deststoretype", kind);
    tools
        .keytool()
        .run(
            "-importcert",
            "-noprompt",
            "-alias",
            "ca",
            "-file",
            client.intermediate().toString(),
            "-keystore",
            target.toString(),
            "-storepass",
            PASSWORD);
    return Files.readAllBytes(target);
  }

  /** The parameters for a store with everything. */
  Map<String, String> alone(byte[] store, String password) throws IOException {
    return with(password, Map.of("sslcert", file("store", store).toString()));
  }

  /** The parameters for a key beside this client's chain. */
  Map<String, String> beside(Client whose, byte[] key, String password) throws IOException {
    return with(
        password,
        Map.of("sslcert", whose.chain().toString(), "sslkey", file("store", key).toString()));
  }

  private static Map<String, String> with(String password, Map<String, String> named) {
    Map<String, String> all = new TreeMap<>(named);
    if (!password.isEmpty()) {
      all.put("sslpassword", password);
    }
    return all;
  }

  /** A new file of the owner alone. */
  Path file(String name, byte[] content) throws IOException {
    return Private.write(folder.resolve(name), content);
  }
}
