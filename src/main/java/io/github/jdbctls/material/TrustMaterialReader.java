package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the root source.
 *
 * <ol>
 *   <li>{@code system}: the JVM's default trust store, see {@link JvmTrustStore}.
 *   <li>Anything else: certificates in the containers of {@link CertificateDecoder}; a private key
 *       among them is ignored.
 *   <li>A certificate that OpenSSL's trust settings reject for servers is rejected, even where it
 *       stands a second time without them.
 *   <li>An anchor is a certificate whose subject is its issuer (libpq, the chain must end in a
 *       self-signed certificate of the file). Whether its signature verifies with its own key is
 *       for the trust decision, where a path ends in it: there may be thousands in a file.
 *   <li>All others only help to build the path. That there is no anchor is no error here: the trust
 *       decision names it with the chain that it refuses.
 * </ol>
 *
 * Thread-safe.
 */
public final class TrustMaterialReader {
  private TrustMaterialReader() {}

  /** Reads the roots; a password file that others can read is an error. */
  public static TrustMaterial read(
      Setting<Source> roots, Optional<Setting<PasswordSource>> password) throws ProblemException {
    return read(roots, password, true);
  }

  /**
   * Reads the roots. No signature is verified.
   *
   * @param roots the root source and where it was named
   * @param password what opens it, if it is a key store
   * @param enforcesPermissions whether a password file that others can read is an error; else it is
   *     a warning of the material
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, WRONG_CONTENT (says what
   *     the file is), ROOT_MISSING if the JVM's trust store is empty, or a failure of the password
   */
  public static TrustMaterial read(
      Setting<Source> roots,
      Optional<Setting<PasswordSource>> password,
      boolean enforcesPermissions)
      throws ProblemException {
    return GuardedReading.of(
        new Place(roots.origin(), roots.value()).describe(),
        () -> readSource(roots, password, enforcesPermissions));
  }

  private static TrustMaterial readSource(
      Setting<Source> roots,
      Optional<Setting<PasswordSource>> password,
      boolean enforcesPermissions)
      throws ProblemException {
    if (roots.value() instanceof Source.SystemRoots) {
      return JvmTrustStore.read(roots.origin());
    }
    try (SourceBytes file = SourceBytes.read(roots)) {
      if (KeyStoreFile.isOne(file.content().kind())) {
        String opened = file.place().describe();
        try (Password fetched =
            new Password(password, opened, enforcesPermissions, Environment.ofProcess())) {
          TrustMaterial material = keyStore(file, fetched);
          return material.openedWith(fetched.stamps(), fetched.warnings());
        }
      }
      List<CertificateEntry> entries = CertificateDecoder.entries(file);
      if (entries.isEmpty()) {
        throw file.isNot(Wanted.ROOTS);
      }
      return divide(entries, file);
    }
  }

  private static TrustMaterial keyStore(SourceBytes file, Password password)
      throws ProblemException {
    try (KeyStoreFile store = KeyStoreFile.open(file, password, Parameter.SSLROOTCERTPASSWORD)) {
      List<CertificateEntry> entries =
          store.certificates().stream().map(CertificateEntry::new).toList();
      if (entries.isEmpty()) {
        throw file.place()
            .problem(
                TlsFailure.WRONG_CONTENT,
                "is " + file.content().description() + " without any certificate")
            .withRemedy("Put the trusted roots into it: keytool -importcert.")
            .exception();
      }
      return divide(entries, file);
    }
  }

  private static TrustMaterial divide(List<CertificateEntry> entries, SourceBytes file) {
    Set<X509Certificate> rejected = new LinkedHashSet<>();
    Set<X509Certificate> certificates = new LinkedHashSet<>();
    for (CertificateEntry entry : entries) {
      (entry.rejected() ? rejected : certificates).add(entry.certificate());
    }
    certificates.removeAll(rejected);
    List<X509Certificate> anchors = new ArrayList<>();
    List<X509Certificate> others = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      (isSelfIssued(certificate) ? anchors : others).add(certificate);
    }
    return new TrustMaterial(
        anchors, others, rejected, Optional.empty(), file.place().describe(), file.stamps());
  }

  /** Whether the certificate names itself as its issuer. */
  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
