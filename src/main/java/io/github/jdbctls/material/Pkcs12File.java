package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.BadPaddingException;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#12 key store (RFC 7292), opened with the JDK's own reader, which bounds iterations itself.
 * Store and key have the same password; an absent one is tried as the empty one.
 */
final class Pkcs12File {
  private static final String WHAT = "a PKCS#12 key store";

  private final Place place;
  private final Password password;
  private final KeyStore store;

  private Pkcs12File(Place place, Password password, KeyStore store) {
    this.place = place;
    this.password = password;
    this.store = store;
  }

  /**
   * Opens the store.
   *
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED, or
   *     WRONG_CONTENT if it is damaged
   */
  static Pkcs12File open(SourceBytes file, Password password) throws ProblemException {
    char[] characters = password.characters();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(file.bytes()), characters);
      return new Pkcs12File(file.place(), password, store);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw failure(file.place(), password, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /**
   * The chains of all private keys, leaf first; a key without certificates has none.
   *
   * @throws ProblemException WRONG_CONTENT if there is no private key
   */
  List<Entry> entries() throws ProblemException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          entries.add(new Entry(alias, chain(store.getCertificateChain(alias))));
        }
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failure(place, password, e);
    }
    if (entries.isEmpty()) {
      throw place
          .problem(
              TlsFailure.WRONG_CONTENT, "is " + WHAT + " in which the JVM finds no private key")
          .withRemedy("Make one with certificate and key: openssl pkcs12 -export.")
          .exception();
    }
    return entries;
  }

  /**
   * A private key with its certificates.
   *
   * @param alias its name in the store
   * @param chain leaf first; may be empty
   */
  record Entry(String alias, List<X509Certificate> chain) {}

  /**
   * Decrypts the key of an entry.
   *
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG or KEY_UNSUPPORTED
   */
  PrivateKey key(Entry entry) throws ProblemException {
    char[] characters = password.characters();
    try {
      Key key = store.getKey(entry.alias(), characters);
      if (key instanceof PrivateKey privateKey && !key.getAlgorithm().equals("DSA")) {
        return privateKey;
      }
      throw place
          .problem(
              TlsFailure.KEY_UNSUPPORTED,
              "is " + WHAT + " whose key is a DSA or secret key, which TLS does not have")
          .withRemedy("Use a key of RSA, RSA-PSS, EC, Ed25519 or Ed448.")
          .exception();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failure(place, password, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static List<X509Certificate> chain(Certificate @Nullable [] certificates) {
    List<X509Certificate> chain = new ArrayList<>();
    if (certificates != null) {
      for (Certificate certificate : certificates) {
        if (certificate instanceof X509Certificate x509) {
          chain.add(x509);
        }
      }
    }
    return List.copyOf(chain);
  }

  private static ProblemException failure(Place place, Password password, Exception e)
      throws ProblemException {
    // A missing algorithm is wrapped in the same exception as a wrong password, so it goes first.
    if (isCausedBy(e, NoSuchAlgorithmException.class)
        || isCausedBy(e, InvalidAlgorithmParameterException.class)) {
      return place
          .problem(
              TlsFailure.KEY_UNSUPPORTED,
              "is " + WHAT + " with an encryption that this JVM does not have")
          .withRemedy("Convert it: openssl pkcs12 -in %1$s -out %1$s.pem".formatted(place.name()))
          .withCause(e)
          .exception();
    }
    if (isCausedBy(e, UnrecoverableKeyException.class)
        || isCausedBy(e, BadPaddingException.class)) {
      return password.isAbsent() ? Password.missing(place, WHAT) : password.wrong(place, WHAT, e);
    }
    return place
        .problem(TlsFailure.WRONG_CONTENT, "is " + WHAT + " that is damaged or cut short")
        .withRemedy("Write the file again, completely, from where it was made.")
        .withCause(e)
        .exception();
  }

  private static boolean isCausedBy(Throwable e, Class<? extends Throwable> type) {
    int depth = 0;
    for (Throwable t = e; t != null && depth < 10; t = t.getCause(), depth++) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
