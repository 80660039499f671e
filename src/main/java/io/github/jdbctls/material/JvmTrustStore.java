package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's default trust store, in JSSE's order: the file of {@code javax.net.ssl.trustStore},
 * else {@code jssecacerts}, else {@code cacerts} in the JVM's {@code lib/security}. It is read by
 * the JVM's own properties for type, provider and password, and judged by the JVM's own rules.
 */
final class JvmTrustStore {
  private static final String PROPERTY = "javax.net.ssl.trustStore";

  private JvmTrustStore() {}

  /**
   * Reads the store.
   *
   * @throws ProblemException FILE_MISSING if the property names a file that is not there,
   *     FILE_UNREADABLE if the JVM cannot read it, ROOT_MISSING if it is empty
   */
  static TrustMaterial read(Origin origin) throws ProblemException {
    List<Path> files = files();
    // Before anything is looked at, so that a change meanwhile shows as one.
    List<Stamp> stamps = files.stream().<Stamp>map(FileStamp::of).toList();
    requireNamedStore(origin, files);
    X509TrustManager trustManager = trustManager(origin, files);
    List<X509Certificate> anchors = new ArrayList<>();
    List<X509Certificate> others = new ArrayList<>();
    for (X509Certificate issuer : trustManager.getAcceptedIssuers()) {
      // Signatures are not verified again: the JVM trusts these whatever they say.
      (TrustMaterialReader.isSelfIssued(issuer) ? anchors : others).add(issuer);
    }
    if (anchors.isEmpty()) {
      throw Problem.of(
              TlsFailure.ROOT_MISSING, describe(origin, files) + " has no root certificate")
          .withRemedy(
              "Correct the system property "
                  + PROPERTY
                  + " or the JVM's cacerts, or set sslrootcert to a file with the trusted roots.")
          .exception();
    }
    return new TrustMaterial(
        anchors, others, Optional.of(trustManager), describe(origin, files), stamps);
  }

  /** JSSE takes cacerts in place of a file that it cannot read: the whole web for one authority. */
  private static void requireNamedStore(Origin origin, List<Path> files) throws ProblemException {
    if (files.size() != 1) {
      return;
    }
    Path named = files.get(0);
    boolean exists = FileStamp.of(named).exists();
    if (!Files.isRegularFile(named) || !Files.isReadable(named)) {
      throw Problem.of(
              exists ? TlsFailure.FILE_UNREADABLE : TlsFailure.FILE_MISSING,
              describe(origin, files)
                  + ", named by the system property "
                  + PROPERTY
                  + (exists ? ", is no file that can be read" : ", does not exist"))
          .withRemedy("Correct the property: the JVM would trust its cacerts in place of the file.")
          .exception();
    }
  }

  private static X509TrustManager trustManager(Origin origin, List<Path> files)
      throws ProblemException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      Optional<Path> file = files.stream().filter(Files::isRegularFile).findFirst();
      factory.init(file.isPresent() ? store(file.get()) : null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw unreadable(origin, files, null);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw unreadable(origin, files, e);
    }
  }

  /**
   * Read as JSSE reads it, by the same properties. JSSE itself keeps what it has read for as long
   * as the path and mtime are the same, and reads cacerts where a named file vanishes meanwhile.
   */
  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    String type = System.getProperty(PROPERTY + "Type", KeyStore.getDefaultType());
    String provider = System.getProperty(PROPERTY + "Provider", "");
    String password = System.getProperty(PROPERTY + "Password", "");
    KeyStore store =
        provider.isEmpty() ? KeyStore.getInstance(type) : KeyStore.getInstance(type, provider);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      store.load(in, password.isEmpty() ? null : password.toCharArray());
    }
    return store;
  }

  private static ProblemException unreadable(
      Origin origin, List<Path> files, @Nullable Exception cause) {
    Problem problem =
        Problem.of(
                TlsFailure.FILE_UNREADABLE, describe(origin, files) + " cannot be read by the JVM")
            .withRemedy(
                "Correct the system properties "
                    + PROPERTY
                    + ", trustStoreType and trustStorePassword, or set sslrootcert to a file.");
    return (cause == null ? problem : problem.withCause(cause)).exception();
  }

  private static List<Path> files() {
    String named = System.getProperty(PROPERTY, "");
    try {
      if (!named.isEmpty()) {
        return named.equals("NONE") ? List.of() : List.of(Path.of(named).toAbsolutePath());
      }
      Path security = Path.of(System.getProperty("java.home", ""), "lib", "security");
      return List.of(security.resolve("jssecacerts"), security.resolve("cacerts"));
    } catch (InvalidPathException e) {
      // The JVM cannot open it either; what it says then counts.
      return List.of();
    }
  }

  private static String describe(Origin origin, List<Path> files) {
    String where =
        files.stream()
            .filter(f -> files.size() == 1 || FileStamp.of(f).exists())
            .findFirst()
            .map(f -> " " + f)
            .orElse("");
    return "the JVM's trust store" + where + " (" + origin.describe() + ")";
  }
}
