package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PKCS#12 key store (RFC 7292), as OpenSSL, the JDK, Windows and .NET write it. All certificates
 * in it count, whether or not they have the JDK's own mark of trust.
 */
final class Pkcs12File implements KeyStoreFile {
  private final KeyStoreFailures failures;
  private final DerivationBudget budget;
  private final List<Pkcs12Bag> bags;
  private final boolean opened;
  private final List<X509Certificate> certificates;
  private final List<KeyEntry> keys;

  private Pkcs12File(
      KeyStoreFailures failures,
      DerivationBudget budget,
      List<Pkcs12Bag> bags,
      boolean opened,
      Map<X509Certificate, Pkcs12Bag> certificates) {
    this.failures = failures;
    this.budget = budget;
    this.bags = bags;
    this.opened = opened;
    this.certificates = List.copyOf(certificates.keySet());
    this.keys = keys(certificates);
  }

  static Pkcs12File open(byte[] pfx, KeyStoreFailures failures) throws ProblemException {
    Pkcs12Frame frame = frame(pfx, failures);
    DerivationBudget budget = new DerivationBudget();
    char[] characters = failures.password().characters();
    boolean absent = characters.length == 0;
    boolean verified = frame.mac().isPresent() && (!absent || frame.isEncrypted());
    try (PasswordSpellings spellings = PasswordSpellings.ofPkcs12(characters)) {
      if (verified) {
        spend(budget, frame.mac().orElseThrow().cost(), failures);
      }
      for (EncryptedInfo safe : frame.encrypted()) {
        spend(budget, safe.encryption(), failures);
      }
      if (verified && !isMacValid(frame, pfx, spellings)) {
        throw absent ? failures.missing() : failures.wrong(null);
      }
      List<Pkcs12Bag> bags = bags(frame, spellings, failures);
      long keys = bags.stream().filter(Pkcs12Bag::isPrivateKey).count();
      if (keys > MOST_KEYS) {
        throw failures.tooManyKeys(keys);
      }
      boolean opened = verified || frame.isEncrypted();
      return new Pkcs12File(failures, budget, bags, opened, certificates(bags));
    } catch (BouncyCastleDecryption.UnknownScheme e) {
      throw failures.unsupported("with an encryption or a MAC that is not supported", e);
    } catch (UnnamedCurveException e) {
      throw e.problem(failures.place(), "");
    } catch (CertificateExcessException e) {
      throw e.problem(failures.place(), "");
    } catch (IOException | CertificateException e) {
      throw failures.damaged(e);
    }
  }

  private static Pkcs12Frame frame(byte[] pfx, KeyStoreFailures failures) throws ProblemException {
    try {
      return Pkcs12Frame.of(pfx);
    } catch (Pkcs12Frame.PublicKeyMode e) {
      throw failures.unsupported("that is protected with public keys, not with a password", e);
    } catch (IOException e) {
      throw failures.damaged(e);
    }
  }

  private static void spend(
      DerivationBudget budget, KeyEncryption encryption, KeyStoreFailures failures)
      throws ProblemException {
    Optional<String> excess = budget.spend(encryption);
    if (excess.isPresent()) {
      throw failures.unsupported("whose encryption asks for " + excess.orElseThrow(), null);
    }
  }

  private static boolean isMacValid(Pkcs12Frame frame, byte[] pfx, PasswordSpellings spellings)
      throws BouncyCastleDecryption.UnknownScheme {
    for (char[] spelling : spellings.all()) {
      if (frame.mac().orElseThrow().verifies(pfx, frame.content(), spelling)) {
        return true;
      }
    }
    return false;
  }

  private static List<Pkcs12Bag> bags(
      Pkcs12Frame frame, PasswordSpellings spellings, KeyStoreFailures failures)
      throws ProblemException, IOException, BouncyCastleDecryption.UnknownScheme {
    List<Pkcs12Bag> bags = new ArrayList<>();
    for (byte[] contents : frame.open()) {
      bags.addAll(Pkcs12Bag.all(Pkcs12Frame.definite(contents)));
    }
    for (EncryptedInfo safe : frame.encrypted()) {
      Optional<List<Pkcs12Bag>> decrypted = Optional.empty();
      for (char[] spelling : spellings.all()) {
        decrypted = decrypted.isPresent() ? decrypted : decrypt(safe, spelling);
      }
      if (decrypted.isEmpty()) {
        throw failures.password().isAbsent() ? failures.missing() : failures.wrong(null);
      }
      bags.addAll(decrypted.orElseThrow());
    }
    return bags;
  }

  private static Optional<List<Pkcs12Bag>> decrypt(EncryptedInfo safe, char[] password)
      throws BouncyCastleDecryption.UnknownScheme {
    Optional<byte[]> contents = safe.open(password);
    if (contents.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pkcs12Bag.all(Pkcs12Frame.definite(contents.orElseThrow())));
    } catch (IOException | RuntimeException e) {
      // A wrong password ends in valid padding once in 256 times.
      return Optional.empty();
    } finally {
      Arrays.fill(contents.orElseThrow(), (byte) 0);
    }
  }

  private static Map<X509Certificate, Pkcs12Bag> certificates(List<Pkcs12Bag> bags)
      throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Map<X509Certificate, Pkcs12Bag> certificates = new LinkedHashMap<>();
    CertificateBudget budget = new CertificateBudget();
    for (Pkcs12Bag bag : bags) {
      if (bag.kind() == Pkcs12Bag.Kind.CERTIFICATE) {
        budget.spend(bag.value().length);
        ByteArrayInputStream in = new ByteArrayInputStream(bag.value());
        try {
          certificates.putIfAbsent((X509Certificate) factory.generateCertificate(in), bag);
        } catch (CertificateException e) {
          throw UnnamedCurveException.of(bag.value(), e);
        }
      }
    }
    return certificates;
  }

  private List<KeyEntry> keys(Map<X509Certificate, Pkcs12Bag> bagsOfCertificates) {
    Map<String, X509Certificate> leaves = new HashMap<>();
    bagsOfCertificates.forEach(
        (certificate, bag) ->
            bag.localKeyId().ifPresent(id -> leaves.putIfAbsent(id, certificate)));
    List<KeyEntry> entries = new ArrayList<>();
    CertificateChain.Issuers issuers = new CertificateChain.Issuers(certificates);
    for (Pkcs12Bag bag : bags) {
      if (bag.isPrivateKey()) {
        List<X509Certificate> chain =
            bag.localKeyId()
                .flatMap(id -> Optional.ofNullable(leaves.get(id)))
                .map(issuers::chain)
                .orElse(List.of());
        entries.add(new KeyEntry(bag.name(), chain, () -> key(bag)));
      }
    }
    return List.copyOf(entries);
  }

  @Override
  public List<KeyEntry> keys() {
    return keys;
  }

  private PrivateKey key(Pkcs12Bag bag) throws ProblemException {
    PrivateKeyDecoder decoder = new PrivateKeyDecoder(failures.place());
    if (bag.kind() == Pkcs12Bag.Kind.KEY) {
      return decoder.decode(Content.Kind.PKCS8, bag.value(), Optional.empty());
    }
    byte[] plain = decrypt(bag);
    try {
      return decoder.decode(Content.Kind.PKCS8, plain, Optional.empty());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] decrypt(Pkcs12Bag bag) throws ProblemException {
    char[] characters = failures.password().characters();
    boolean absent = characters.length == 0;
    try (PasswordSpellings spellings = PasswordSpellings.ofPkcs12(characters)) {
      EncryptedInfo info = EncryptedInfo.of(bag.value());
      spend(budget, info.encryption(), failures);
      for (char[] spelling : spellings.all()) {
        Optional<byte[]> key = info.open(spelling);
        if (key.isPresent() && Content.of(key.orElseThrow()).kind() == Content.Kind.PKCS8) {
          return key.orElseThrow();
        }
        key.ifPresent(garbage -> Arrays.fill(garbage, (byte) 0));
      }
    } catch (BouncyCastleDecryption.UnknownScheme e) {
      throw failures.unsupported("with an encryption that is not supported", e);
    } catch (IOException e) {
      throw failures.damaged(e);
    }
    if (absent) {
      throw failures.missing();
    }
    throw opened
        ? failures.otherKeyPassword(
            bag.name(), "Write the store anew with one password for both: openssl pkcs12 -export.")
        : failures.wrong(null);
  }

  @Override
  public List<X509Certificate> certificates() {
    return certificates;
  }

  @Override
  public void close() {
    bags.forEach(Pkcs12Bag::wipe);
  }
}
