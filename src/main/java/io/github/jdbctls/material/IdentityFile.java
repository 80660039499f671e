package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates, a private key, or both. Nothing is decoded before it is asked for, so
 * that the permissions can be checked first. Closing it wipes the bytes. Not thread-safe.
 */
final class IdentityFile implements AutoCloseable {
  private static final Set<Content.Kind> DER_KEYS =
      Set.of(
          Content.Kind.PKCS8,
          Content.Kind.ENCRYPTED_PKCS8,
          Content.Kind.PKCS1,
          Content.Kind.SEC1,
          Content.Kind.DSA_KEY);

  private final SourceBytes source;
  private final Content.Kind kind;
  private final List<PemBlock> blocks;
  private final Password password;
  private @Nullable Pkcs12File store;

  private IdentityFile(
      SourceBytes source, Content.Kind kind, List<PemBlock> blocks, Password password) {
    this.source = source;
    this.kind = kind;
    this.blocks = blocks;
    this.password = password;
  }

  /** Reads the file and finds its blocks. */
  static IdentityFile read(Setting<Source> setting, Password password) throws ProblemException {
    SourceBytes source = SourceBytes.read(setting);
    try {
      List<PemBlock> blocks = source.pem();
      return new IdentityFile(source, source.content().kind(), blocks, password);
    } catch (ProblemException e) {
      source.close();
      throw e;
    }
  }

  SourceBytes source() {
    return source;
  }

  Place place() {
    return source.place();
  }

  /** Whether it has, or being PKCS#12 should have, a private key. */
  boolean hasKey() {
    return kind == Content.Kind.PKCS12 || DER_KEYS.contains(kind) || PemKeys.hasKey(blocks);
  }

  /** Whether it has, or being PKCS#12 should have, a certificate. */
  boolean hasCertificates() {
    return kind == Content.Kind.PKCS12 || CertificateDecoder.mayHoldCertificates(kind, blocks);
  }

  /**
   * The certificates, leaf first, at least one.
   *
   * @throws ProblemException WRONG_CONTENT, and for PKCS#12 what {@link Pkcs12File} throws
   */
  List<X509Certificate> chain() throws ProblemException {
    if (kind == Content.Kind.PKCS12) {
      List<Pkcs12File.Entry> entries = store().entries();
      if (entries.size() > 1) {
        throw place()
            .problem(
                TlsFailure.WRONG_CONTENT,
                "is a PKCS#12 key store with " + entries.size() + " private keys")
            .withRemedy("Leave one key in it, or set sslcert to a PEM file with the chain.")
            .exception();
      }
      List<X509Certificate> chain = entries.get(0).chain();
      if (chain.isEmpty()) {
        throw place()
            .problem(
                TlsFailure.WRONG_CONTENT,
                "is a PKCS#12 key store without a certificate for its key")
            .withRemedy("Set sslcert to a PEM file with the chain.")
            .exception();
      }
      return chain;
    }
    List<X509Certificate> chain = CertificateDecoder.decode(source);
    if (chain.isEmpty()) {
      throw source.isNot(Wanted.CLIENT_CERTIFICATE);
    }
    return chain;
  }

  /**
   * The private key: of several in a PKCS#12 the one that belongs to the leaf, else the first.
   *
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED or
   *     WRONG_CONTENT
   */
  PrivateKey key(X509Certificate leaf) throws ProblemException {
    PemKeys keys = new PemKeys(place(), password);
    if (kind == Content.Kind.PKCS12) {
      return pkcs12Key(leaf);
    }
    if (DER_KEYS.contains(kind)) {
      return keys.der(kind, source.bytes());
    }
    return keys.first(blocks).orElseThrow(() -> source.isNot(Wanted.PRIVATE_KEY));
  }

  private PrivateKey pkcs12Key(X509Certificate leaf) throws ProblemException {
    List<Pkcs12File.Entry> entries = store().entries();
    for (Pkcs12File.Entry entry : entries) {
      PrivateKey key = store().key(entry);
      if (entries.size() == 1 || belongsTo(leaf, key)) {
        return key;
      }
    }
    throw place()
        .problem(
            TlsFailure.KEY_MISMATCH,
            "has "
                + entries.size()
                + " private keys, none of which belongs to the certificate \""
                + leaf.getSubjectX500Principal().getName()
                + '"')
        .exception();
  }

  private Pkcs12File store() throws ProblemException {
    if (store == null) {
      store = Pkcs12File.open(source, password);
    }
    return store;
  }

  private static boolean belongsTo(X509Certificate leaf, PrivateKey key) {
    try {
      return KeyPairCheck.belongTogether(key, leaf.getPublicKey());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    blocks.forEach(PemBlock::wipe);
    source.close();
  }
}
