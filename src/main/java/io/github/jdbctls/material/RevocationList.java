package io.github.jdbctls.material;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate revocation list and its entries by their serial numbers: RFC 5280, section 5.
 *
 * <p>A certificate is found by a look-up, however many the list has. The signature is verified when
 * it is first asked for, once for each key; the answers for the {@value #KEYS} keys that were asked
 * for last are remembered, since it is the server that chooses them. Immutable but for that;
 * thread-safe.
 */
public final class RevocationList {
  private static final int KEYS = 16;
  private static final String CERTIFICATE_ISSUER = "2.5.29.29";

  private final X509CRL crl;
  private final String source;
  private final Map<BigInteger, X509CRLEntry> entries = new HashMap<>();
  private final boolean criticalEntryExtension;
  private final boolean entriesOfOtherIssuers;
  private final Map<PublicKey, Boolean> signers =
      new LinkedHashMap<>(KEYS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PublicKey, Boolean> eldest) {
          return size() > KEYS;
        }
      };

  /**
   * Takes a list that was decoded.
   *
   * @param source where it was read, in words
   */
  public RevocationList(X509CRL crl, String source) {
    this.crl = crl;
    this.source = source;
    boolean critical = false;
    boolean otherIssuers = false;
    Set<? extends X509CRLEntry> revoked = crl.getRevokedCertificates();
    if (revoked != null) {
      for (X509CRLEntry entry : revoked) {
        entries.put(entry.getSerialNumber(), entry);
        if (entry.hasExtensions()) {
          critical |= hasCriticalExtension(entry);
          otherIssuers |= entry.getExtensionValue(CERTIFICATE_ISSUER) != null;
        }
      }
    }
    this.criticalEntryExtension = critical;
    this.entriesOfOtherIssuers = otherIssuers;
  }

  private static boolean hasCriticalExtension(X509CRLEntry entry) {
    Set<String> critical = entry.getCriticalExtensionOIDs();
    return critical != null && critical.stream().anyMatch(id -> !id.equals(CERTIFICATE_ISSUER));
  }

  /** Returns the list as it was decoded. */
  public X509CRL crl() {
    return crl;
  }

  /** Returns where it was read, in words. */
  public String source() {
    return source;
  }

  /** Returns whose list it is. */
  public X500Principal issuer() {
    return crl.getIssuerX500Principal();
  }

  /** Returns when it was issued. */
  public Instant thisUpdate() {
    return crl.getThisUpdate().toInstant();
  }

  /** Returns by when the next one will have been issued; empty if it does not say. */
  public Optional<Instant> nextUpdate() {
    return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
  }

  /** Returns the entry of a serial number. */
  public Optional<X509CRLEntry> entry(BigInteger serialNumber) {
    return Optional.ofNullable(entries.get(serialNumber));
  }

  /** Whether an entry has a critical extension, which may change what it means. */
  public boolean hasCriticalEntryExtension() {
    return criticalEntryExtension;
  }

  /** Whether an entry names the issuer of its certificate, which may be another than the list's. */
  public boolean hasEntriesOfOtherIssuers() {
    return entriesOfOtherIssuers;
  }

  /** Whether the list's signature verifies with this key. */
  public boolean isSignedBy(PublicKey key) {
    synchronized (signers) {
      return signers.computeIfAbsent(key, this::verifies);
    }
  }

  private boolean verifies(PublicKey key) {
    try {
      crl.verify(key);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "the list of " + issuer() + " in " + source;
  }
}
