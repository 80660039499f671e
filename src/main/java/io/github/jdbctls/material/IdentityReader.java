package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the client certificate and its key.
 *
 * <ol>
 *   <li>What a file is, its content decides, never its name.
 *   <li>Certificates: PEM, leaf first, the rest is sent with it; or PKCS#12.
 *   <li>The key: from its own source; if none was named, or only libpq's default file, and the
 *       certificate's source has a key, from there.
 *   <li>A file that the key is taken from is closed to others ({@link KeyPermissions}), in the very
 *       state in which it was read. This is checked before it is decoded. Where it is not enforced,
 *       an open one is a warning.
 *   <li>The key belongs to the leaf ({@link KeyPairCheck}).
 *   <li>A password that is not needed is ignored, as by libpq.
 * </ol>
 *
 * Thread-safe.
 */
public final class IdentityReader {
  private final Password password;
  private final boolean enforcesPermissions;

  private IdentityReader(Password password, boolean enforcesPermissions) {
    this.password = password;
    this.enforcesPermissions = enforcesPermissions;
  }

  /** Reads certificate and key; an open key file is an error. */
  public static Optional<Identity> read(
      Optional<Setting<Source>> certificate,
      Optional<Setting<Source>> key,
      Optional<Setting<PasswordSource>> password)
      throws ProblemException {
    return read(certificate, key, password, true);
  }

  /**
   * Reads certificate and key.
   *
   * @param certificate the source of the chain
   * @param key the source of the private key; empty if it is in the certificate's source
   * @param password what opens the key, if it is encrypted
   * @param enforcesPermissions whether an open key file is an error; else it is a warning of the
   *     identity; so is an open password file
   * @return empty if neither source is given
   * @throws ProblemException one of the failures of files and keys (2xx); no message has the
   *     password or a part of the key
   */
  public static Optional<Identity> read(
      Optional<Setting<Source>> certificate,
      Optional<Setting<Source>> key,
      Optional<Setting<PasswordSource>> password,
      boolean enforcesPermissions)
      throws ProblemException {
    String opened =
        key.filter(k -> k.origin().kind() != Origin.Kind.DEFAULT_FILE)
            .or(() -> certificate)
            .map(setting -> new Place(setting.origin(), setting.value()).describe())
            .orElse("no key");
    try (Password fetched =
        new Password(password, opened, enforcesPermissions, Environment.ofProcess())) {
      return read(certificate, key, fetched, enforcesPermissions)
          .map(identity -> identity.openedWith(fetched.stamps(), fetched.warnings()));
    }
  }

  private static Optional<Identity> read(
      Optional<Setting<Source>> certificate,
      Optional<Setting<Source>> key,
      Password password,
      boolean enforcesPermissions)
      throws ProblemException {
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    IdentityReader reader = new IdentityReader(password, enforcesPermissions);
    if (certificate.isEmpty()) {
      return Optional.of(reader.fromKeySourceAlone(key.orElseThrow()));
    }
    try (IdentityFile chainFile = IdentityFile.read(certificate.orElseThrow(), reader.password)) {
      boolean ownKey =
          chainFile.hasKey()
              && key.map(k -> k.origin().kind() == Origin.Kind.DEFAULT_FILE).orElse(true);
      if (ownKey) {
        return Optional.of(reader.fromOneFile(chainFile));
      }
      if (key.isEmpty()) {
        throw keyMissing(chainFile, "and no private key was given for its certificate");
      }
      return Optional.of(reader.fromTwoFiles(chainFile, key.orElseThrow()));
    }
  }

  private Identity fromKeySourceAlone(Setting<Source> key) throws ProblemException {
    try (IdentityFile file = IdentityFile.read(key, password)) {
      if (file.hasKey() && file.hasCertificates()) {
        return fromOneFile(file);
      }
      Problem problem =
          file.place().problem(TlsFailure.WRONG_CONTENT, "was given without a client certificate");
      throw problem.withRemedy("Set sslcert, or remove sslkey.").exception();
    }
  }

  private Identity fromOneFile(IdentityFile file) throws ProblemException {
    Optional<String> warning = KeyPermissions.check(file.source(), enforcesPermissions);
    List<X509Certificate> chain = file.chain();
    PrivateKey key = file.key(chain.get(0));
    requirePair(chain, key, file, file);
    return new Identity(chain, key, file.source().stamps(), warning.stream().toList());
  }

  private Identity fromTwoFiles(IdentityFile chainFile, Setting<Source> key)
      throws ProblemException {
    List<X509Certificate> chain = chainFile.chain();
    try (IdentityFile keyFile = readKey(chainFile, key)) {
      if (!keyFile.hasKey()) {
        throw keyFile.source().isNot("a private key");
      }
      Optional<String> warning = KeyPermissions.check(keyFile.source(), enforcesPermissions);
      PrivateKey privateKey = keyFile.key(chain.get(0));
      requirePair(chain, privateKey, chainFile, keyFile);
      return new Identity(
          chain,
          privateKey,
          Stream.of(chainFile, keyFile).flatMap(f -> f.source().stamps().stream()).toList(),
          warning.stream().toList());
    }
  }

  private IdentityFile readKey(IdentityFile chainFile, Setting<Source> key)
      throws ProblemException {
    try {
      return IdentityFile.read(key, password);
    } catch (ProblemException e) {
      if (key.origin().kind() == Origin.Kind.DEFAULT_FILE
          && e.problem().failure() == TlsFailure.FILE_MISSING) {
        throw keyMissing(
            chainFile,
            "no private key was given for its certificate, and "
                + key.origin().describe()
                + " does not exist");
      }
      throw e;
    }
  }

  private static ProblemException keyMissing(IdentityFile chainFile, String clause) {
    return chainFile
        .place()
        .problem(TlsFailure.KEY_MISSING, "has no private key, " + clause)
        .exception();
  }

  private static void requirePair(
      List<X509Certificate> chain, PrivateKey key, IdentityFile chainFile, IdentityFile keyFile)
      throws ProblemException {
    try {
      if (!KeyPairCheck.belongTogether(key, chain.get(0).getPublicKey())) {
        throw mismatch(chain, key, chainFile, keyFile).exception();
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw keyFile
          .place()
          .problem(TlsFailure.KEY_UNSUPPORTED, "has a private key with which this JVM cannot sign")
          .withRemedy("Use a key of RSA, RSA-PSS, EC (P-256, P-384, P-521), Ed25519 or Ed448.")
          .withCause(e)
          .exception();
    }
  }

  private static Problem mismatch(
      List<X509Certificate> chain, PrivateKey key, IdentityFile chainFile, IdentityFile keyFile)
      throws GeneralSecurityException {
    Problem problem =
        keyFile
            .place()
            .problem(
                TlsFailure.KEY_MISMATCH,
                "has a private key that does not belong to the first certificate of "
                    + chainFile.place().describe()
                    + ", whose subject is \""
                    + chain.get(0).getSubjectX500Principal().getName()
                    + '"');
    for (int i = 1; i < chain.size(); i++) {
      if (KeyPairCheck.belongTogether(key, chain.get(i).getPublicKey())) {
        return problem.withRemedy(
            "Put the certificate \""
                + chain.get(i).getSubjectX500Principal().getName()
                + "\", which it belongs to and which is number "
                + (i + 1)
                + ", first.");
      }
    }
    return problem;
  }
}
