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
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the client certificate and its key.
 *
 * <ol>
 *   <li>What a file is, its content decides, never its name.
 *   <li>The key: from its own source; if none was named, or only libpq's default file, and the
 *       certificate's source has a key, from there.
 *   <li>A key store that both are taken from has one private key: nothing tells which of several is
 *       meant. Of several keys elsewhere the one is taken that belongs to a certificate ({@link
 *       PairSearch}).
 *   <li>The leaf is the first certificate that the key belongs to, wherever it stands; its issuers
 *       follow ({@link CertificateChain}). In a key store the chains of its keys come first: a
 *       certificate that is only trusted stands in for none of them.
 *   <li>A file that the key is taken from is closed to others ({@link KeyPermissions}), in the very
 *       state in which it was read. This is checked before a key is decoded. Where it is not
 *       enforced, an open one is a warning.
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
    try (Password fetched =
        new Password(
            password, opened(certificate, key), enforcesPermissions, Environment.ofProcess())) {
      Optional<Identity> identity =
          GuardedReading.of(
              sources(certificate, key),
              () -> read(certificate, key, fetched, enforcesPermissions));
      return identity.isPresent()
          ? Optional.of(identity.orElseThrow().openedWith(fetched.stamps(), fetched.warnings()))
          : identity;
    }
  }

  /** What the password is for, in words: libpq's default file may not exist. */
  private static String opened(
      Optional<Setting<Source>> certificate, Optional<Setting<Source>> key) {
    boolean keyIsNamed =
        key.isPresent() && key.orElseThrow().origin().kind() != Origin.Kind.DEFAULT_FILE;
    Optional<Setting<Source>> source = keyIsNamed ? key : certificate;
    return source.isPresent() ? describe(source.orElseThrow()) : "no key";
  }

  private static String sources(
      Optional<Setting<Source>> certificate, Optional<Setting<Source>> key) {
    Set<String> sources = new LinkedHashSet<>();
    if (certificate.isPresent()) {
      sources.add(describe(certificate.orElseThrow()));
    }
    if (key.isPresent()) {
      sources.add(describe(key.orElseThrow()));
    }
    return String.join(" or ", sources);
  }

  private static String describe(Setting<Source> setting) {
    return new Place(setting.origin(), setting.value()).describe();
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
      if (chainFile.hasKey() && reader.isWithin(chainFile, certificate.orElseThrow(), key)) {
        return Optional.of(reader.fromOneFile(chainFile));
      }
      if (key.isEmpty()) {
        throw keyMissing(chainFile, "and no private key was given for its certificate");
      }
      return Optional.of(reader.fromTwoFiles(chainFile, key.orElseThrow()));
    }
  }

  /** Whether the key is to be taken from the certificate's source. */
  private boolean isWithin(
      IdentityFile chainFile, Setting<Source> certificate, Optional<Setting<Source>> key)
      throws ProblemException {
    if (key.isEmpty() || key.orElseThrow().value().equals(certificate.value())) {
      return true;
    }
    return key.orElseThrow().origin().kind() == Origin.Kind.DEFAULT_FILE
        && !chainFile.isStoreWithoutKey();
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
    return fromOneFile(file, file.source().stamps());
  }

  private Identity fromOneFile(IdentityFile file, List<Stamp> stamps) throws ProblemException {
    List<String> warnings = checkPermissions(file);
    List<KeyEntry> keys = file.keys();
    if (file.isKeyStore() && keys.size() > 1) {
      throw file.ambiguous().exception();
    }
    List<X509Certificate> certificates = file.certificates();
    PairSearch.Pair pair = pair(file, certificates, file, keys);
    return new Identity(chain(file, certificates, pair.leaf()), pair.key(), stamps, warnings);
  }

  /** What the permissions of the file let pass, as warnings. */
  private List<String> checkPermissions(IdentityFile file) throws ProblemException {
    Optional<String> warning = KeyPermissions.check(file.source(), enforcesPermissions);
    return warning.isPresent() ? List.of(warning.orElseThrow()) : List.of();
  }

  private Identity fromTwoFiles(IdentityFile chainFile, Setting<Source> key)
      throws ProblemException {
    // Before the key's file, whose problems come second.
    List<X509Certificate> certificates = chainFile.certificates();
    try (IdentityFile keyFile = readKey(chainFile, key)) {
      if (!keyFile.hasKey()) {
        throw keyFile.source().isNot(Wanted.PRIVATE_KEY);
      }
      List<Stamp> stamps = new ArrayList<>(chainFile.source().stamps());
      stamps.addAll(keyFile.source().stamps());
      if (keyFile.isSameStoreAs(chainFile)) {
        return fromOneFile(keyFile, stamps);
      }
      List<String> warnings = checkPermissions(keyFile);
      PairSearch.Pair pair = pair(chainFile, certificates, keyFile, keyFile.keys());
      return new Identity(
          chain(chainFile, certificates, pair.leaf()), pair.key(), stamps, warnings);
    }
  }

  /** Of a key store the issuers alone: what else it has is not meant for the server. */
  private static List<X509Certificate> chain(
      IdentityFile file, List<X509Certificate> certificates, X509Certificate leaf)
      throws ProblemException {
    return file.isKeyStore()
        ? CertificateChain.issuers(leaf, file.certificatesFor(leaf))
        : CertificateChain.of(leaf, certificates);
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

  private static PairSearch.Pair pair(
      IdentityFile chainFile,
      List<X509Certificate> certificates,
      IdentityFile keyFile,
      List<KeyEntry> keys)
      throws ProblemException {
    PairSearch search = new PairSearch(certificates, keys);
    try {
      Optional<PairSearch.Pair> pair = search.find();
      if (pair.isPresent()) {
        return pair.orElseThrow();
      }
    } catch (GeneralSecurityException e) {
      throw keyFile
          .place()
          .problem(TlsFailure.KEY_UNSUPPORTED, "has a private key with which this JVM cannot sign")
          .withRemedy("Use a key of RSA, RSA-PSS, EC (P-256, P-384, P-521), Ed25519 or Ed448.")
          .withCause(e)
          .exception();
    }
    if (search.isExhausted()) {
      throw keyFile
          .place()
          .problem(
              TlsFailure.WRONG_CONTENT,
              "and "
                  + chainFile.place().describe()
                  + " have so many or so large keys and certificates that it takes too long to"
                  + " find those that belong together")
          .withRemedy("Leave in them one key, and its certificate with its issuers.")
          .exception();
    }
    String keysInWords =
        keys.size() == 1
            ? "has a private key that does not belong to"
            : keyFile.isKeyStore()
                ? "is " + keyFile.inventory() + ", none of which belongs to"
                : "has " + keys.size() + " private keys, none of which belongs to";
    String others = certificates.size() == 1 ? "" : ", nor to one behind it";
    throw keyFile
        .place()
        .problem(
            TlsFailure.KEY_MISMATCH,
            keysInWords
                + " the first certificate of "
                + chainFile.place().describe()
                + ", whose subject is \""
                + Printable.subject(certificates.get(0))
                + '"'
                + others)
        .exception();
  }
}
