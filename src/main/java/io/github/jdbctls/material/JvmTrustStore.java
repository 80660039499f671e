package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Shown;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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
 * The JVM's default trust store, in JSSE's order, but for the places where JSSE would silently take
 * another store in place of one that is there or named.
 *
 * <ol>
 *   <li>{@code javax.net.ssl.trustStore} is {@code NONE}: what the JVM makes of that.
 *   <li>It names a file: that one. What is no path, is missing or cannot be read is an error.
 *   <li>It is not set: {@code jssecacerts}, else {@code cacerts}, in the JVM's {@code
 *       lib/security}. The first that is not surely absent is taken, and an error if it cannot be
 *       read; a link to nothing is one.
 *   <li>Neither is there: what the JVM has without a file.
 * </ol>
 *
 * <p>It is read by the JVM's own properties for type, provider and password, and judged by the
 * JVM's own rules.
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
    String home = System.getProperty("java.home", "");
    return read(origin, home.isEmpty() ? null : Path.of(home, "lib", "security"));
  }

  /** Reads the store of a JVM with this folder for its stores, if it has one. */
  static TrustMaterial read(Origin origin, @Nullable Path security) throws ProblemException {
    String named = System.getProperty(PROPERTY, "");
    // Before anything is looked at, so that a change meanwhile shows as one.
    List<FileStamp> stamps = files(origin, named, security).stream().map(FileStamp::of).toList();
    // Decided once: whatever becomes of this file meanwhile, no other is taken in its place.
    Optional<Path> file =
        stamps.stream().map(FileStamp::path).filter(path -> !isAbsent(path)).findFirst();
    if (file.isEmpty() && !named.isEmpty() && !stamps.isEmpty()) {
      throw refused(origin, " " + stamps.get(0).path(), ", does not exist");
    }
    String store = describe(origin, file.map(path -> " " + path).orElse(""));
    X509TrustManager trustManager = trustManager(store, file);
    List<X509Certificate> anchors = new ArrayList<>();
    List<X509Certificate> others = new ArrayList<>();
    for (X509Certificate issuer : trustManager.getAcceptedIssuers()) {
      // Signatures are not verified again: the JVM trusts these whatever they say.
      (TrustMaterialReader.isSelfIssued(issuer) ? anchors : others).add(issuer);
    }
    if (anchors.isEmpty()) {
      throw Problem.of(TlsFailure.ROOT_MISSING, store + " has no root certificate")
          .withRemedy(
              "Correct the system property "
                  + PROPERTY
                  + " or the JVM's cacerts, or set sslrootcert to a file with the trusted roots.")
          .exception();
    }
    return new TrustMaterial(
        anchors, others, Optional.of(trustManager), store, List.copyOf(stamps));
  }

  /**
   * Surely, links not followed: what may not be looked at, or is a link to nothing, is there and
   * cannot be read.
   */
  private static boolean isAbsent(Path file) {
    return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> files(Origin origin, String named, @Nullable Path security)
      throws ProblemException {
    if (named.isEmpty()) {
      return security == null
          ? List.of()
          : List.of(security.resolve("jssecacerts"), security.resolve("cacerts"));
    }
    try {
      return named.equals("NONE") ? List.of() : List.of(Path.of(named).toAbsolutePath());
    } catch (InvalidPathException e) {
      // Without the exception as its cause, which quotes the name as it is.
      throw refused(origin, "", ", is no path on this system: " + Printable.of(Shown.value(named)));
    }
  }

  /** JSSE takes cacerts in place of a file that it cannot read: the whole web for one authority. */
  private static ProblemException refused(Origin origin, String file, String clause) {
    return Problem.of(
            TlsFailure.FILE_MISSING,
            describe(origin, file) + ", named by the system property " + PROPERTY + clause)
        .withRemedy("Correct the property: the JVM would trust its cacerts in place of the file.")
        .exception();
  }

  private static X509TrustManager trustManager(String store, Optional<Path> file)
      throws ProblemException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(file.isPresent() ? store(file.get()) : null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw unreadable(store, null);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw unreadable(store, e);
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
    if (!Files.isRegularFile(file)) {
      // Opening a FIFO would block.
      throw new FileSystemException(file.toString(), null, "no regular file, or not to be seen");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      store.load(in, password.isEmpty() ? null : password.toCharArray());
    }
    return store;
  }

  private static ProblemException unreadable(String store, @Nullable Exception cause) {
    Problem problem =
        Problem.of(TlsFailure.FILE_UNREADABLE, store + " cannot be read by the JVM")
            .withRemedy(
                "Correct the system properties "
                    + PROPERTY
                    + ", trustStoreType and trustStorePassword, or set sslrootcert to a file.");
    return (cause == null ? problem : problem.withCause(cause)).exception();
  }

  private static String describe(Origin origin, String file) {
    return "the JVM's trust store" + file + " (" + origin.describe() + ")";
  }
}
