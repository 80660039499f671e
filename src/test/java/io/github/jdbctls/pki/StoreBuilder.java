package io.github.jdbctls.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import javax.crypto.SecretKey;

/** Builds key stores as {@code keytool} does, with the JDK. */
public final class StoreBuilder {
  private final KeyStore store;

  private StoreBuilder(KeyStore store) {
    this.store = store;
  }

  /** Starts a store of a type such as {@code JKS}. */
  public static StoreBuilder of(String type) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return new StoreBuilder(store);
  }

  /** Adds a private key with its chain. */
  public StoreBuilder key(String alias, TestCertificate certificate, String password)
      throws GeneralSecurityException {
    return key(alias, certificate.key(), certificate.chain().toArray(new Certificate[0]), password);
  }

  private StoreBuilder key(String alias, PrivateKey key, Certificate[] chain, String password)
      throws GeneralSecurityException {
    store.setKeyEntry(alias, key, password.toCharArray(), chain);
    return this;
  }

  /** Adds a trusted certificate. */
  public StoreBuilder trusted(String alias, TestCertificate certificate)
      throws GeneralSecurityException {
    store.setCertificateEntry(alias, certificate.certificate());
    return this;
  }

  /** Adds a secret key. */
  public StoreBuilder secret(String alias, SecretKey key, String password)
      throws GeneralSecurityException {
    store.setKeyEntry(alias, key, password.toCharArray(), null);
    return this;
  }

  public byte[] bytes(String password) throws GeneralSecurityException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return out.toByteArray();
  }
}
