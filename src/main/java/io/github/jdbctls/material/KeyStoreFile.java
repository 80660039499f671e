package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Parameter;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key store that has been opened: private keys with their chains, and other certificates. Closing
 * it wipes what it holds of its keys. Not thread-safe.
 *
 * <ol>
 *   <li>What opening it costs is bounded for all its parts together ({@link DerivationBudget}), and
 *       known before anything is computed.
 *   <li>A password that was given must be the store's: its MAC or digest is verified. Without one,
 *       what is not encrypted is read unverified, as by {@code keytool}: anybody who can write such
 *       a file could put a PEM file in its place, which has no MAC either. For the same reason a
 *       PKCS#12 store without a MAC is read, for roots as well.
 *   <li>Nothing is decrypted that is not asked for: no key for the sake of the certificates.
 * </ol>
 */
sealed interface KeyStoreFile extends AutoCloseable permits Pkcs12File, JksFile {
  /** More than anybody has; the chain of each is looked for. */
  int MOST_KEYS = 100;

  /** Whether a source of this kind is a key store. */
  static boolean isOne(Content.Kind kind) {
    return kind == Content.Kind.PKCS12 || isOfTheJdk(kind);
  }

  private static boolean isOfTheJdk(Content.Kind kind) {
    return kind == Content.Kind.JKS || kind == Content.Kind.JCEKS;
  }

  /**
   * Opens a store.
   *
   * @param source its bytes
   * @param password what opens it, and its keys
   * @param parameter that gives the password, for the remedies
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED, or
   *     WRONG_CONTENT if it is damaged
   */
  static KeyStoreFile open(SourceBytes source, Password password, Parameter parameter)
      throws ProblemException {
    Content.Kind kind = source.content().kind();
    KeyStoreFailures failures = new KeyStoreFailures(source.place(), kind, password, parameter);
    try {
      return isOfTheJdk(kind)
          ? JksFile.open(source.bytes(), failures)
          : Pkcs12File.open(source.bytes(), failures);
    } catch (RuntimeException | StackOverflowError e) {
      // No library's exception is let out, whatever the file makes it trip over.
      throw failures.damaged(e);
    } catch (OutOfMemoryError e) {
      throw failures.unsupported("that needs more memory than this JVM has", null);
    }
  }

  /** The private keys, in the order of the store, none of them decrypted yet. */
  List<KeyEntry> keys();

  /** All certificates, each once, in the order of the store, those of keys included. */
  List<X509Certificate> certificates();

  @Override
  void close();
}
