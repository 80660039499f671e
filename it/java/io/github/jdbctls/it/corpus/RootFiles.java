package io.github.jdbctls.it.corpus;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;

/** Writes root files, none of whose names tells what it holds. */
final class RootFiles {
  private static final String PASSWORD = "tru5t &=%+pass";
  private static final int HUNDREDS = 300;
  private static final String SERVERS = "serverAuth";
  private static final String CLIENTS = "clientAuth";

  private final TestCertificate server;
  private final TestCertificate root;
  private final Path folder;
  private final Tools tools;
  private final List<TestCertificate> others = new ArrayList<>();

  /** For this server, into the folder. */
  RootFiles(TestCertificate server, Path folder, Tools tools) {
    this.server = server;
    this.root = server.root();
    this.folder = folder;
    this.tools = tools;
    KeyPair key = KeyAlgorithm.EC_P256.newKeyPair();
    for (int i = 0; i < HUNDREDS; i++) {
      others.add(
          TestCertificate.authority("Amazon RDS region-" + i + " Root CA")
              .keyPair(key)
              .selfSigned());
    }
  }

  /** Writes a file, and returns the parameters that name it. */
  Map<String, String> write(RootFile file) throws Exception {
    return switch (file) {
      case PEM -> named(utf8(root.pem()));
      case PEM_WITH_BYTE_ORDER_MARK -> named(utf8("\uFEFF" + root.pem().replace("\n", "\r\n")));
      case PEM_IN_UTF_16 -> named(Encoding.UTF_16LE.write(root.pem()));
      case PEM_WITH_TEXT -> named(openssl("x509", "-in", plain(root), "-text"));
      case COMBINED_PEM ->
          named(
              utf8(
                  server.keyPem()
                      + TestCertificate.authority("between").issuedBy(root).pem()
                      + server.pem()
                      + root.pem()));
      case RDS_BUNDLE -> named(utf8(bundle(true)));
      case OTHER_ROOTS -> named(utf8(bundle(false)));
      case AZURE_BUNDLE ->
          named(
              utf8(
                  ("# DigiCert Global Root G2\n"
                          + others.get(0).pem()
                          + "\n\nMicrosoft RSA Root Certificate Authority 2017\n====\n"
                          + root.pem()
                          + "# BaltimoreCyberTrustRoot: until 2025-05-12\n"
                          + others.get(1).pem())
                      .replace("\n", "\r\n")));
      case DER -> named(root.certificate().getEncoded());
      case PKCS7_PEM -> named(pkcs7("PEM"));
      case PKCS7_DER -> named(pkcs7("DER"));
      case PKCS12_BY_KEYTOOL -> store(trustStore(root, "PKCS12"), PASSWORD);
      case PKCS12_WITH_WRONG_PASSWORD -> store(trustStore(root, "PKCS12"), "wrong");
      case PKCS12_OF_OLD_JDK ->
          store(trustStore(root, "PKCS12", "-J-Dkeystore.pkcs12.legacy=true"), PASSWORD);
      case PKCS12_BY_OPENSSL -> store(pkcs12(), PASSWORD);
      case PKCS12_WITHOUT_PASSWORD -> named(pkcs12());
      case OLD_PKCS12_BY_OPENSSL -> store(pkcs12("-legacy"), PASSWORD);
      case PKCS12_WITHOUT_ENCRYPTION ->
          named(pkcs12("-keypbe", "NONE", "-certpbe", "NONE", "-nomac"));
      case PKCS12_BY_BOUNCY_CASTLE -> store(byBouncyCastle(), PASSWORD);
      case JKS -> store(trustStore(root, "JKS"), PASSWORD);
      case JCEKS -> store(trustStore(root, "JCEKS"), PASSWORD);
      case OTHER_ROOT_IN_JKS -> store(trustStore(others.get(0), "JKS"), PASSWORD);
      case TRUSTED -> named(trusted(root));
      case TRUSTED_FOR_SERVERS -> named(trusted(root, "-addtrust", SERVERS));
      case TRUSTED_FOR_CLIENTS -> named(trusted(root, "-addtrust", CLIENTS));
      case TRUSTED_FOR_BOTH -> named(trusted(root, "-addtrust", CLIENTS, "-addtrust", SERVERS));
      case TRUSTED_FOR_ALL -> named(trusted(root, "-addtrust", "anyExtendedKeyUsage"));
      case REJECTED_FOR_SERVERS -> named(trusted(root, "-addreject", SERVERS));
      case REJECTED_FOR_CLIENTS -> named(trusted(root, "-addreject", CLIENTS));
      case REJECTED_FOR_ALL -> named(trusted(root, "-addreject", "anyExtendedKeyUsage"));
      case TRUSTED_AND_REJECTED ->
          named(trusted(root, "-addtrust", SERVERS, "-addreject", SERVERS));
      case ISSUED_LEAF -> named(utf8(server.pem()));
      case TRUSTED_LEAF -> named(trusted(server, "-addtrust", SERVERS));
      case KEY -> named(utf8(server.keyPem()));
      case REQUEST -> named(openssl("req", "-new", "-subj", "/CN=a", "-key", key(server)));
    };
  }

  private String bundle(boolean withRoot) {
    StringBuilder text = new StringBuilder("# All regions, generated: 2026-11-01\n");
    for (int i = 0; i < others.size(); i++) {
      TestCertificate each = withRoot && i == others.size() / 2 ? root : others.get(i);
      text.append("\n# ").append(each.certificate().getSubjectX500Principal()).append('\n');
      text.append(each.pem());
    }
    return text.toString();
  }

  private byte[] pkcs7(String form) throws IOException {
    return openssl(
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        plain(others.get(0)),
        "-certfile",
        plain(root),
        "-outform",
        form);
  }

  private byte[] trusted(TestCertificate certificate, String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of("x509", "-trustout", "-in", plain(certificate)));
    all.addAll(List.of(settings));
    return openssl(all.toArray(String[]::new));
  }

  private byte[] pkcs12(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("pkcs12", "-export", "-nokeys"));
    all.addAll(List.of("-in", plain(root), "-passout", "pass:" + PASSWORD));
    all.addAll(List.of(options));
    return openssl(all.toArray(String[]::new));
  }

  private byte[] trustStore(TestCertificate certificate, String kind, String... options)
      throws IOException {
    Path store = folder.resolve("store");
    Files.deleteIfExists(store);
    List<String> all = new ArrayList<>(List.of("-importcert", "-noprompt", "-alias", "root"));
    all.addAll(List.of("-file", plain(certificate), "-keystore", store.toString()));
    all.addAll(List.of("-storetype", kind, "-storepass", PASSWORD));
    all.addAll(List.of(options));
    tools.keytool().run(all.toArray(String[]::new));
    return Files.readAllBytes(store);
  }

  private byte[] byBouncyCastle() throws Exception {
    BouncyCastleKey unused =
        new BouncyCastleKey(PrivateKeyInfo.getInstance(server.key().getEncoded()), PASSWORD);
    PKCS12SafeBag bag =
        new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(root.certificate())).build();
    return new PKCS12PfxPduBuilder()
        .addEncryptedData(unused.encryptor(Scheme.USUAL), bag)
        .build(new BcPKCS12MacCalculatorBuilder(), PASSWORD.toCharArray())
        .getEncoded();
  }

  private String plain(TestCertificate certificate) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "plain", ""), certificate.pem())
        .toString();
  }

  private String key(TestCertificate certificate) throws IOException {
    return certificate.writeKey(folder.resolve("some.key")).toString();
  }

  private byte[] openssl(String... arguments) throws IOException {
    return tools.openssl().run(arguments);
  }

  private Map<String, String> store(byte[] content, String password) throws IOException {
    Map<String, String> all = new TreeMap<>(named(content));
    all.put("sslrootcertpassword", password);
    return all;
  }

  private Map<String, String> named(byte[] content) throws IOException {
    return Map.of("sslrootcert", Files.write(folder.resolve("roots"), content).toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
