package io.github.jdbctls.trust;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that counts how often its signature is verified; equal to the one it stands for.
 */
final class CountingCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final X509Certificate target;
  private final AtomicInteger signatures;

  CountingCertificate(X509Certificate target, AtomicInteger signatures) {
    this.target = target;
    this.signatures = signatures;
  }

  @Override
  public void verify(PublicKey key)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    signatures.incrementAndGet();
    target.verify(key);
  }

  @Override
  public void verify(PublicKey key, @Nullable String provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    signatures.incrementAndGet();
    target.verify(key, provider);
  }

  @Override
  public void verify(PublicKey key, @Nullable Provider provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    signatures.incrementAndGet();
    target.verify(key, provider);
  }

  @Override
  public byte[] getEncoded() throws CertificateEncodingException {
    return target.getEncoded();
  }

  @Override
  public String toString() {
    return target.toString();
  }

  @Override
  public PublicKey getPublicKey() {
    return target.getPublicKey();
  }

  @Override
  public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
    target.checkValidity();
  }

  @Override
  public void checkValidity(Date date)
      throws CertificateExpiredException, CertificateNotYetValidException {
    target.checkValidity(date);
  }

  @Override
  public int getVersion() {
    return target.getVersion();
  }

  @Override
  public BigInteger getSerialNumber() {
    return target.getSerialNumber();
  }

  @Override
  @SuppressWarnings("deprecation")
  public Principal getIssuerDN() {
    return target.getIssuerDN();
  }

  @Override
  public X500Principal getIssuerX500Principal() {
    return target.getIssuerX500Principal();
  }

  @Override
  @SuppressWarnings("deprecation")
  public Principal getSubjectDN() {
    return target.getSubjectDN();
  }

  @Override
  public X500Principal getSubjectX500Principal() {
    return target.getSubjectX500Principal();
  }

  @Override
  public Date getNotBefore() {
    return target.getNotBefore();
  }

  @Override
  public Date getNotAfter() {
    return target.getNotAfter();
  }

  @Override
  public byte[] getTBSCertificate() throws CertificateEncodingException {
    return target.getTBSCertificate();
  }

  @Override
  public byte[] getSignature() {
    return target.getSignature();
  }

  @Override
  public String getSigAlgName() {
    return target.getSigAlgName();
  }

  @Override
  public String getSigAlgOID() {
    return target.getSigAlgOID();
  }

  @Override
  public byte @Nullable [] getSigAlgParams() {
    return target.getSigAlgParams();
  }

  @Override
  public boolean @Nullable [] getIssuerUniqueID() {
    return target.getIssuerUniqueID();
  }

  @Override
  public boolean @Nullable [] getSubjectUniqueID() {
    return target.getSubjectUniqueID();
  }

  @Override
  public boolean @Nullable [] getKeyUsage() {
    return target.getKeyUsage();
  }

  @Override
  public int getBasicConstraints() {
    return target.getBasicConstraints();
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return target.hasUnsupportedCriticalExtension();
  }

  @Override
  public @Nullable Set<String> getCriticalExtensionOIDs() {
    return target.getCriticalExtensionOIDs();
  }

  @Override
  public @Nullable Set<String> getNonCriticalExtensionOIDs() {
    return target.getNonCriticalExtensionOIDs();
  }

  @Override
  public byte @Nullable [] getExtensionValue(String oid) {
    return target.getExtensionValue(oid);
  }
}
