package io.github.jdbctls.material;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.AbstractSet;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A revocation list with entries for the serial numbers from one on, which counts how often it is
 * asked for them, how many are visited, and how often one is asked for its serial number.
 */
final class CountingCrl extends X509CRL {
  private final List<Entry> entries;
  private int questions;
  private int entriesVisited;
  private int serialNumbersRead;

  CountingCrl(int size) {
    this.entries =
        IntStream.rangeClosed(1, size).mapToObj(i -> new Entry(BigInteger.valueOf(i))).toList();
  }

  int questions() {
    return questions;
  }

  int entriesVisited() {
    return entriesVisited;
  }

  int serialNumbersRead() {
    return serialNumbersRead;
  }

  @Override
  public Set<? extends X509CRLEntry> getRevokedCertificates() {
    questions++;
    return new Entries();
  }

  @Override
  public @Nullable X509CRLEntry getRevokedCertificate(BigInteger serialNumber) {
    questions++;
    return null;
  }

  @Override
  public boolean isRevoked(Certificate certificate) {
    questions++;
    return false;
  }

  @Override
  public byte[] getEncoded() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void verify(PublicKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void verify(PublicKey key, String provider) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getVersion() {
    return 2;
  }

  /** Nobody is to ask for it. */
  @Deprecated
  @Override
  public Principal getIssuerDN() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Date getThisUpdate() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Date getNextUpdate() {
    return null;
  }

  @Override
  public byte[] getTBSCertList() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] getSignature() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getSigAlgName() {
    return "none";
  }

  @Override
  public String getSigAlgOID() {
    return "none";
  }

  @Override
  public byte @Nullable [] getSigAlgParams() {
    return null;
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return false;
  }

  @Override
  public @Nullable Set<String> getCriticalExtensionOIDs() {
    return null;
  }

  @Override
  public @Nullable Set<String> getNonCriticalExtensionOIDs() {
    return null;
  }

  @Override
  public byte @Nullable [] getExtensionValue(String id) {
    return null;
  }

  @Override
  public String toString() {
    return entries.size() + " entries";
  }

  private final class Entries extends AbstractSet<X509CRLEntry> {
    @Override
    public Iterator<X509CRLEntry> iterator() {
      Iterator<Entry> all = entries.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public X509CRLEntry next() {
          entriesVisited++;
          return all.next();
        }
      };
    }

    @Override
    public int size() {
      return entries.size();
    }
  }

  private final class Entry extends X509CRLEntry {
    private final BigInteger serialNumber;

    Entry(BigInteger serialNumber) {
      this.serialNumber = serialNumber;
    }

    @Override
    public BigInteger getSerialNumber() {
      serialNumbersRead++;
      return serialNumber;
    }

    @Override
    public byte[] getEncoded() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date getRevocationDate() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasExtensions() {
      return false;
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
      return false;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
      return null;
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
      return null;
    }

    @Override
    public byte @Nullable [] getExtensionValue(String id) {
      return null;
    }

    @Override
    public String toString() {
      return "entry";
    }
  }
}
