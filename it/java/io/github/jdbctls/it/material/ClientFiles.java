package io.github.jdbctls.it.material;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;

/** The ways in which client certificates and their keys lie in files. */
enum ClientFiles {
  PKCS8_EC(KeyAlgorithm.EC_P256),
  PKCS8_EC_P384(KeyAlgorithm.EC_P384),
  PKCS8_RSA(KeyAlgorithm.RSA_2048),
  PKCS8_ED25519(KeyAlgorithm.ED25519),
  PKCS8_ENCRYPTED_BY_PBES2(KeyAlgorithm.RSA_2048) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      return with(
          certificate(client, folder), key(encrypted(client.key()), folder), password(PASSWORD));
    }
  },
  PKCS1(KeyAlgorithm.RSA_2048) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      return with(certificate(client, folder), key(pkcs1(client.key()), folder));
    }
  },
  SEC1(KeyAlgorithm.EC_P256) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      return with(certificate(client, folder), key(sec1((ECPrivateKey) client.key()), folder));
    }
  },
  CERTIFICATE_AND_KEY_IN_ONE_PEM_FILE(KeyAlgorithm.EC_P256) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      Path file = folder.resolve("client.pem");
      TestCertificate.writePrivate(file, client.chainPem() + client.keyPem());
      return with("sslcert=" + file);
    }
  },
  PKCS12_ALONE(KeyAlgorithm.RSA_2048) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      return with("sslcert=" + pkcs12(client, folder), password(PASSWORD));
    }
  },
  PKCS12_FOR_THE_KEY(KeyAlgorithm.EC_P256) {
    @Override
    String[] write(TestCertificate client, Path folder) throws Exception {
      return with(
          certificate(client, folder), "sslkey=" + pkcs12(client, folder), password(PASSWORD));
    }
  };

  /** What encrypted keys and stores are opened with. */
  static final String PASSWORD = "key-password";

  private final KeyAlgorithm algorithm;

  ClientFiles(KeyAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** The kind of key that the files are for. */
  KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** Writes the files into the folder, and returns the parameters that name them. */
  String[] write(TestCertificate client, Path folder) throws Exception {
    return with(certificate(client, folder), key(client.keyPem(), folder));
  }

  static String password(String password) {
    return "sslpassword=" + password;
  }

  private static String[] with(String... parameters) {
    return parameters;
  }

  private static String certificate(TestCertificate client, Path folder) throws IOException {
    return "sslcert=" + client.writeChain(folder.resolve("client.crt"));
  }

  private static String key(String pem, Path folder) throws IOException {
    return "sslkey=" + TestCertificate.writePrivate(folder.resolve("client.key"), pem);
  }

  private static String encrypted(PrivateKey key) throws IOException, OperatorCreationException {
    return TestCertificate.write(
        new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setPassword(PASSWORD.toCharArray())
                    .build())
            .generate());
  }

  private static String pkcs1(PrivateKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    return TestCertificate.write(
        new PemObject("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded()));
  }

  /** Names the curve in the key itself, as RFC 5915 demands outside of PKCS#8. */
  private static String sec1(ECPrivateKey key) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    ASN1Encodable named =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            key.getParams().getOrder().bitLength(),
            key.getS(),
            info.getPrivateKeyAlgorithm().getParameters());
    return TestCertificate.write(
        new PemObject("EC PRIVATE KEY", named.toASN1Primitive().getEncoded()));
  }

  private static Path pkcs12(TestCertificate client, Path folder)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client",
        client.key(),
        PASSWORD.toCharArray(),
        client.chain().toArray(new X509Certificate[0]));
    Path file = TestCertificate.writePrivate(folder.resolve("client.p12"), "");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
