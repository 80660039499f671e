package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.Pkcs12Protection;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** In which files the client's certificate and key are; a file's bytes are a text's characters. */
enum IdentityForm {
  /** Certificate and key. */
  PEM {
    @Override
    Map<String, String> files(TestCertificate client, String password) {
      return Material.identity(client);
    }

    @Override
    String parameters(Path folder) {
      return "&sslcert=%s&sslkey=%s"
          .formatted(folder.resolve(Material.CERTIFICATE), folder.resolve(Material.KEY));
    }
  },
  /** One file, which is named for both. */
  PEM_FOR_BOTH {
    @Override
    Map<String, String> files(TestCertificate client, String password) {
      return Map.of(Material.CERTIFICATE, client.keyPem() + client.chainPem());
    }

    @Override
    String parameters(Path folder) {
      Path both = folder.resolve(Material.CERTIFICATE);
      return "&sslcert=%s&sslkey=%s".formatted(both, both);
    }
  },
  /** A key store, and its password. */
  PKCS12 {
    @Override
    Map<String, String> files(TestCertificate client, String password) throws Exception {
      return store(client, password);
    }

    @Override
    String parameters(Path folder) {
      return "&sslcert=%s&sslpassword=file:%s"
          .formatted(folder.resolve(STORE), folder.resolve(PASSWORD));
    }
  },
  /** A key store, which is named for both. */
  PKCS12_FOR_BOTH {
    @Override
    Map<String, String> files(TestCertificate client, String password) throws Exception {
      return store(client, password);
    }

    @Override
    String parameters(Path folder) {
      return PKCS12.parameters(folder) + "&sslkey=" + folder.resolve(STORE);
    }
  };

  private static final String STORE = "client.p12";
  static final String PASSWORD = "client.password";
  private static final int ITERATIONS = 100;

  /** The files, where there is a password encrypted with this one. */
  abstract Map<String, String> files(TestCertificate client, String password) throws Exception;

  /** The end of the URL. */
  abstract String parameters(Path folder);

  private static Map<String, String> store(TestCertificate client, String password)
      throws Exception {
    byte[] store = Pkcs12Protection.MODERN.store(client, password.toCharArray(), ITERATIONS);
    return Map.of(STORE, new String(store, StandardCharsets.ISO_8859_1), PASSWORD, password);
  }

  /** Whether there are several files, which may not belong together for a while. */
  boolean hasSeveral() {
    return this != PEM_FOR_BOTH;
  }

  /** What is said of a file, of any set, whose beginning has been written only. */
  static TlsFailure ofBeginning(String name) {
    return name.equals(PASSWORD) ? TlsFailure.KEY_PASSWORD_WRONG : TlsFailure.WRONG_CONTENT;
  }

  /** What is said of files of which one belongs to another certificate. */
  static TlsFailure ofMixture(String oneOfThem) {
    return oneOfThem.equals(PASSWORD) || oneOfThem.equals(STORE)
        ? TlsFailure.KEY_PASSWORD_WRONG
        : TlsFailure.KEY_MISMATCH;
  }
}
