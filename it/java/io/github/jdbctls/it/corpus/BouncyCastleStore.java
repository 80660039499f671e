package io.github.jdbctls.it.corpus;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;

/**
 * A PKCS#12 key store as BouncyCastle writes it: the key with a friendly name and a local key
 * identifier, as OpenSSL, Windows and .NET have them. Immutable.
 *
 * @param certificates leaf first; none for a store with no more than the key
 */
record BouncyCastleStore(BouncyCastleKey key, List<X509CertificateHolder> certificates) {
  private static final String FRIENDLY_NAME = "db client";

  BouncyCastleStore {
    certificates = List.copyOf(certificates);
  }

  /** The store, with key and certificates encrypted by the same scheme, and a MAC with SHA-1. */
  byte[] encoded(Scheme scheme) throws IOException, OperatorCreationException, PKCSException {
    PKCS12PfxPduBuilder store = new PKCS12PfxPduBuilder();
    if (scheme.equals(Scheme.NONE)) {
      store.addData(named(new PKCS12SafeBagBuilder(key.key())));
      for (PKCS12SafeBag bag : certificateBags()) {
        store.addData(bag);
      }
    } else {
      OutputEncryptor encryptor = key.encryptor(scheme);
      store.addData(named(new PKCS12SafeBagBuilder(key.key(), encryptor)));
      if (!certificates.isEmpty()) {
        store.addEncryptedData(encryptor, certificateBags().toArray(PKCS12SafeBag[]::new));
      }
    }
    return store
        .build(new BcPKCS12MacCalculatorBuilder(), key.password().toCharArray())
        .getEncoded();
  }

  private List<PKCS12SafeBag> certificateBags() throws IOException {
    List<PKCS12SafeBag> bags = new ArrayList<>();
    for (X509CertificateHolder certificate : certificates) {
      PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(certificate);
      bags.add(bags.isEmpty() ? named(bag) : bag.build());
    }
    return bags;
  }

  private PKCS12SafeBag named(PKCS12SafeBagBuilder bag) {
    bag.addBagAttribute(
        PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(FRIENDLY_NAME));
    if (!certificates.isEmpty()) {
      bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, keyIdentifier());
    }
    return bag.build();
  }

  private SubjectKeyIdentifier keyIdentifier() {
    try {
      return new JcaX509ExtensionUtils()
          .createSubjectKeyIdentifier(certificates.get(0).getSubjectPublicKeyInfo());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
