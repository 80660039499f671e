package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates, private keys, or both. Nothing is decoded before it is asked for, so
 * that the permissions can be checked first, and a key store is opened once. Closing it wipes the
 * bytes. Not thread-safe.
 */
final class IdentityFile implements AutoCloseable {
  private static final int MOST_LISTED = 10;
  private static final Set<Content.Kind> DER_KEYS =
      Set.of(
          Content.Kind.PKCS8,
          Content.Kind.ENCRYPTED_PKCS8,
          Content.Kind.PKCS1,
          Content.Kind.SEC1,
          Content.Kind.DSA_KEY);

  private final SourceBytes source;
  private final Content content;
  private final List<PemBlock> blocks;
  private final Password password;
  private @Nullable KeyStoreFile store;

  private IdentityFile(SourceBytes source, List<PemBlock> blocks, Password password) {
    this.source = source;
    this.content = source.content();
    this.blocks = blocks;
    this.password = password;
  }

  /** Reads the file and finds its blocks. */
  static IdentityFile read(Setting<Source> setting, Password password) throws ProblemException {
    SourceBytes source = SourceBytes.read(setting);
    try {
      return new IdentityFile(source, source.pem(), password);
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

  boolean isKeyStore() {
    return KeyStoreFile.isOne(content.kind());
  }

  /** Whether it has, or being a key store should have, a private key. */
  boolean hasKey() {
    return isKeyStore() || DER_KEYS.contains(content.kind()) || PemKeys.hasKey(blocks);
  }

  /** Whether it has, or being a key store should have, a certificate. */
  boolean hasCertificates() {
    return isKeyStore() || CertificateDecoder.mayHoldCertificates(content.kind(), blocks);
  }

  /** Whether this key store is that one, by whatever name it was read. */
  boolean isSameStoreAs(IdentityFile other) {
    return isKeyStore() && Arrays.equals(source.bytes(), other.source.bytes());
  }

  /**
   * All certificates of a key store, those first that it has for the key of this leaf.
   *
   * @throws ProblemException as {@link #certificates}
   */
  List<X509Certificate> certificatesFor(X509Certificate leaf) throws ProblemException {
    return Stream.concat(
            store().keys().stream()
                .map(KeyEntry::chain)
                .filter(chain -> !chain.isEmpty() && chain.get(0).equals(leaf))
                .flatMap(List::stream),
            certificates().stream())
        .distinct()
        .toList();
  }

  /**
   * All certificates in the order of the file, at least one; of a key store the chains of its keys
   * first.
   *
   * @throws ProblemException WRONG_CONTENT, and for a key store what {@link KeyStoreFile#open}
   *     throws
   */
  List<X509Certificate> certificates() throws ProblemException {
    if (isKeyStore()) {
      List<X509Certificate> certificates =
          Stream.concat(
                  store().keys().stream().flatMap(key -> key.chain().stream()),
                  store().certificates().stream())
              .distinct()
              .toList();
      if (certificates.isEmpty()) {
        throw place()
            .problem(TlsFailure.WRONG_CONTENT, "is " + inventory() + " and no certificate")
            .withRemedy("Set sslcert to a PEM file with the chain.")
            .exception();
      }
      return certificates;
    }
    List<X509Certificate> chain = CertificateDecoder.decode(source);
    if (chain.isEmpty()) {
      throw source.isNot(Wanted.CLIENT_CERTIFICATE);
    }
    return chain;
  }

  /**
   * The private keys in the order of the file, at least one, none of them decrypted yet.
   *
   * @throws ProblemException WRONG_CONTENT, and for a key store what {@link KeyStoreFile#open}
   *     throws
   */
  List<KeyEntry> keys() throws ProblemException {
    PemKeys keys = new PemKeys(place(), password);
    if (DER_KEYS.contains(content.kind())) {
      return List.of(keys.der(content.kind(), source.bytes()));
    }
    List<KeyEntry> entries = isKeyStore() ? store().keys() : keys.all(blocks);
    if (entries.isEmpty() && isKeyStore()) {
      throw place()
          .problem(TlsFailure.WRONG_CONTENT, "is " + inventory())
          .withRemedy("Make one with certificate and key: openssl pkcs12 -export.")
          .exception();
    }
    if (entries.isEmpty()) {
      throw source.isNot(Wanted.PRIVATE_KEY);
    }
    return entries;
  }

  /** Whether it is a key store without any private key. Opens it. */
  boolean isStoreWithoutKey() throws ProblemException {
    return isKeyStore() && store().keys().isEmpty();
  }

  /** That a key store has several keys, and nothing tells which one is meant. */
  Problem ambiguous() throws ProblemException {
    return place()
        .problem(TlsFailure.WRONG_CONTENT, "is " + inventory())
        .withRemedy(
            "Leave one key in it, or set sslcert to a file with the certificate of the one to use.");
  }

  /** What a key store holds, in words; else what the file is. */
  String inventory() throws ProblemException {
    if (!isKeyStore()) {
      return content.description();
    }
    List<KeyEntry> keys = store().keys();
    int others = store().certificates().size();
    return content.description()
        + switch (keys.size()) {
          case 0 -> " with " + count(others, "certificate") + " but no private key";
          case 1 -> " with the private key " + keys.get(0).describe();
          default ->
              " with "
                  + keys.size()
                  + " private keys: "
                  + keys.stream()
                      .limit(MOST_LISTED)
                      .map(KeyEntry::describe)
                      .collect(Collectors.joining(", "))
                  + (keys.size() > MOST_LISTED ? ", ..." : "");
        };
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private KeyStoreFile store() throws ProblemException {
    if (store == null) {
      store = KeyStoreFile.open(source, password, Parameter.SSLPASSWORD);
    }
    return store;
  }

  @Override
  public void close() {
    PemBlock.wipe(blocks);
    if (store != null) {
      store.close();
    }
    source.close();
  }
}
