package io.github.jdbctls.attempt;

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
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate which forwards every method to another one, and equals it: certificates are equal
 * by their encoding. A subclass overrides what it means to change; a test sees to it that no method
 * is forgotten.
 */
abstract class ForwardingCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final X509Certificate target;

  ForwardingCertificate(X509Certificate target) {
    this.target = target;
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
  public @Nullable List<String> getExtendedKeyUsage() throws CertificateParsingException {
    return target.getExtendedKeyUsage();
  }

  @Override
  public int getBasicConstraints() {
    return target.getBasicConstraints();
  }

  @Override
  public @Nullable Collection<List<?>> getSubjectAlternativeNames()
      throws CertificateParsingException {
    return target.getSubjectAlternativeNames();
  }

  @Override
  public @Nullable Collection<List<?>> getIssuerAlternativeNames()
      throws CertificateParsingException {
    return target.getIssuerAlternativeNames();
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

  @Override
  public byte[] getEncoded() throws CertificateEncodingException {
    return target.getEncoded();
  }

  @Override
  public void verify(PublicKey key)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    target.verify(key);
  }

  @Override
  public void verify(PublicKey key, String provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    target.verify(key, provider);
  }

  @Override
  public void verify(PublicKey key, Provider provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    target.verify(key, provider);
  }

  @Override
  public PublicKey getPublicKey() {
    return target.getPublicKey();
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
