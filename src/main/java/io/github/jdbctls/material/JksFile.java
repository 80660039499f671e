package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JKS or JCEKS key store, which the JDK reads. */
final class JksFile implements KeyStoreFile {
  /** What the JDK says of a JKS key whose password is another one. */
  private static final String WRONG_KEY_PASSWORD = "Cannot recover key";

  /** A name that does nothing else in a command that somebody copies. */
  private static final Pattern SHELL_WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final KeyStoreFailures failures;
  private final KeyStore store;
  private final List<KeyEntry> keys;
  private final List<X509Certificate> certificates;

  private JksFile(KeyStoreFailures failures, KeyStore store) throws GeneralSecurityException {
    this.failures = failures;
    this.store = store;
    List<KeyEntry> entries = new ArrayList<>();
    Set<X509Certificate> all = new LinkedHashSet<>();
    // The JDK has them in the order of their hashes.
    List<String> aliases = new ArrayList<>(Collections.list(store.aliases()));
    Collections.sort(aliases);
    for (String alias : aliases) {
      if (store.isKeyEntry(alias)) {
        List<X509Certificate> chain = x509(store.getCertificateChain(alias));
        all.addAll(chain);
        entries.add(new KeyEntry(alias, chain, () -> key(alias)));
      } else {
        all.addAll(x509(store.getCertificate(alias)));
      }
    }
    this.keys = List.copyOf(entries);
    this.certificates = List.copyOf(all);
  }

  static JksFile open(byte[] bytes, KeyStoreFailures failures) throws ProblemException {
    JksFrame frame;
    try {
      frame = JksFrame.of(bytes);
    } catch (CertificateExcessException e) {
      throw e.problem(failures.place(), "");
    } catch (IOException e) {
      throw failures.damaged(e);
    }
    if (frame.hasSecretKey()) {
      throw failures
          .place()
          .problem(TlsFailure.KEY_UNSUPPORTED, "is a JCEKS key store with a secret key")
          .withRemedy("Leave only private keys and certificates in it: keytool -delete.")
          .exception();
    }
    if (frame.keys() > KeyStoreFile.MOST_KEYS) {
      throw failures.tooManyKeys(frame.keys());
    }
    if (frame.excess().isPresent()) {
      throw failures.unsupported("whose encryption asks for " + frame.excess().get(), null);
    }
    char[] characters = failures.password().characters();
    try {
      KeyStore store = KeyStore.getInstance(frame.jceks() ? "JCEKS" : "JKS");
      // Without a password the digest is not verified.
      store.load(new ByteArrayInputStream(bytes), characters.length == 0 ? null : characters);
      return new JksFile(failures, store);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? failures.wrong(e)
          : failures.damaged(e);
    } catch (KeyStoreException e) {
      throw failures.unsupported("which no provider of this JVM reads", e);
    } catch (GeneralSecurityException e) {
      throw failures.damaged(e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private PrivateKey key(String alias) throws ProblemException {
    char[] characters = failures.password().characters();
    if (characters.length == 0) {
      throw failures.missing();
    }
    byte[] encoded = null;
    try {
      Key key = store.getKey(alias, characters);
      encoded = key == null ? new byte[0] : key.getEncoded();
      return new PrivateKeyDecoder(failures.place())
          .decode(Content.Kind.PKCS8, encoded, Optional.empty());
    } catch (UnrecoverableKeyException e) {
      if (WRONG_KEY_PASSWORD.equals(e.getMessage()) || "JCEKS".equals(store.getType())) {
        throw failures.otherKeyPassword(
            alias,
            "Give the key the password of the store: keytool -keypasswd -keystore "
                + failures.place().shellName()
                + " -alias "
                + (SHELL_WORD.matcher(alias).matches() ? alias : "ALIAS"));
      }
      throw failures.unsupported("with a private key that this JVM does not read", e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failures.unsupported("with a private key that this JVM does not read", e);
    } finally {
      Arrays.fill(characters, '\0');
      if (encoded != null) {
        Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  private static List<X509Certificate> x509(Certificate @Nullable ... certificates) {
    List<X509Certificate> list = new ArrayList<>();
    if (certificates != null) {
      for (Certificate certificate : certificates) {
        if (certificate instanceof X509Certificate x509) {
          list.add(x509);
        }
      }
    }
    return List.copyOf(list);
  }

  @Override
  public List<KeyEntry> keys() {
    return keys;
  }

  @Override
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** The JDK's store does not let its bytes be wiped; its keys in it are encrypted. */
  @Override
  public void close() {}
}
