package io.github.jdbctls.trust;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate's subject and extensions, read from its signed bytes. Immutable.
 *
 * <p>The JDK's accessors answer null for an extension that is not critical and cannot be read, as
 * if it were absent (key usage, extended key usage, alternative names), and re-order the parts of a
 * subject, and they read dates in forms that RFC 5280, section 4.1.2.5, and OpenSSL do not have.
 * Here every extension that a decision rests on is read or the certificate is malformed.
 *
 * @param certificate the certificate itself
 * @param subject the distinguished name of the subject
 * @param commonNames of the subject, in the order of the encoding, one character for each byte
 * @param emailAddresses of the subject
 * @param alternativeNames of the subject, in their order
 * @param basicConstraints whether it is an authority; empty if it does not say
 * @param keyUsage bits by RFC 5280, section 4.2.1.3; empty if it does not say
 * @param extendedKeyUsage object identifiers; empty if it does not say
 * @param netscapeServer whether Netscape's certificate type includes servers; empty if it has none
 * @param nameConstraints for names below it
 * @param identifiers by which issuers are found
 * @param distributionPoints where revocation lists about it are published
 * @param extensions object identifiers
 * @param criticalExtensions those of them that are critical
 */
record CertificateContents(
    X509Certificate certificate,
    GeneralName.DirectoryName subject,
    List<String> commonNames,
    List<String> emailAddresses,
    List<GeneralName> alternativeNames,
    Optional<BasicConstraints> basicConstraints,
    Optional<Set<Integer>> keyUsage,
    Optional<Set<String>> extendedKeyUsage,
    Optional<Boolean> netscapeServer,
    Optional<NameConstraints> nameConstraints,
    KeyIdentifiers identifiers,
    List<DistributionPoint> distributionPoints,
    Set<String> extensions,
    Set<String> criticalExtensions) {

  /** Object identifiers by their content in hexadecimal digits. */
  static final String SUBJECT_KEY_IDENTIFIER = "551d0e";

  static final String KEY_USAGE = "551d0f";
  static final String SUBJECT_ALTERNATIVE_NAME = "551d11";
  static final String BASIC_CONSTRAINTS = "551d13";
  static final String NAME_CONSTRAINTS = "551d1e";
  static final String DISTRIBUTION_POINTS = "551d1f";
  static final String AUTHORITY_KEY_IDENTIFIER = "551d23";
  static final String EXTENDED_KEY_USAGE = "551d25";
  static final String NETSCAPE_CERTIFICATE_TYPE = "6086480186f8420101";
  private static final String COMMON_NAME = "550403";
  private static final String EMAIL_ADDRESS = "2a864886f70d010901";

  /**
   * Whether the certificate is an authority, and how many more may follow.
   *
   * @param authority cA
   * @param pathLength empty for any number
   */
  record BasicConstraints(boolean authority, Optional<Integer> pathLength) {}

  private record Extension(boolean critical, DerValue value) {}

  /**
   * Reads a certificate.
   *
   * @throws MalformedException if it, or an extension that matters here, cannot be read
   */
  static CertificateContents of(X509Certificate certificate) throws MalformedException {
    try {
      return read(certificate);
    } catch (MalformedException e) {
      throw new MalformedException(
          PrintableText.certificate(certificate) + " cannot be read: " + e.reason());
    } catch (RuntimeException e) {
      throw new MalformedException("a certificate cannot be read: " + PrintableText.message(e));
    }
  }

  private static CertificateContents read(X509Certificate certificate) throws MalformedException {
    List<DerValue> fields = signedFields(certificate);
    requireUsualDates(fields.get(3));
    DerValue subject = fields.get(4).expect(DerValue.SEQUENCE);
    Map<String, Extension> extensions = extensions(fields);
    Map<String, byte[]> values = new HashMap<>();
    Set<String> critical = new HashSet<>();
    for (Map.Entry<String, Extension> extension : extensions.entrySet()) {
      values.put(extension.getKey(), extension.getValue().value().content());
      if (extension.getValue().critical()) {
        critical.add(extension.getKey());
      }
    }
    ExtensionReader reader = new ExtensionReader(values);
    return new CertificateContents(
        certificate,
        GeneralName.directoryName(subject),
        attributes(subject, COMMON_NAME),
        attributes(subject, EMAIL_ADDRESS),
        reader.alternativeNames(),
        reader.basicConstraints(),
        reader.keyUsage(),
        reader.extendedKeyUsage(),
        reader.netscapeServer(),
        reader.nameConstraints(),
        reader.keyIdentifiers(),
        reader.distributionPoints(),
        Set.copyOf(extensions.keySet()),
        Set.copyOf(critical));
  }

  /** The names of the kind among the alternative names. */
  boolean hasAlternativeName(GeneralName.Kind kind) {
    for (GeneralName name : alternativeNames) {
      if (name.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** Whether subject and issuer have the same name. */
  boolean isSelfIssued() {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  /**
   * Whether the algorithm of the signature is written alike, to the byte, in what is signed and
   * beside it, where anybody can change it. The JDK takes parameters that are absent for NULL.
   */
  boolean statesOneSignatureAlgorithm() throws MalformedException {
    byte[] encoded;
    try {
      encoded = certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new MalformedException("a certificate that cannot be encoded");
    }
    List<DerValue> parts = DerValue.only(encoded).expect(DerValue.SEQUENCE).children();
    return parts.size() == 3
        && Arrays.equals(parts.get(1).encoded(), signedFields(certificate).get(1).encoded());
  }

  private static void requireUsualDates(DerValue validity) throws MalformedException {
    List<DerValue> dates = validity.expect(DerValue.SEQUENCE).children();
    if (dates.size() != 2 || !isUsual(dates.get(0)) || !isUsual(dates.get(1))) {
      throw new MalformedException("a date in an unusual form");
    }
  }

  /** To the second, and of Greenwich. */
  private static boolean isUsual(DerValue date) {
    String text = date.text();
    int digits = date.is(DerValue.UTC_TIME) ? 12 : 14;
    if ((!date.is(DerValue.UTC_TIME) && !date.is(DerValue.GENERALIZED_TIME))
        || text.length() != digits + 1
        || text.charAt(digits) != 'Z') {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Serial number, signature, issuer, validity, subject, key, and what follows. */
  private static List<DerValue> signedFields(X509Certificate certificate)
      throws MalformedException {
    byte[] signed;
    try {
      signed = certificate.getTBSCertificate();
    } catch (CertificateEncodingException e) {
      throw new MalformedException("a certificate that cannot be encoded");
    }
    List<DerValue> fields =
        new ArrayList<>(DerValue.only(signed).expect(DerValue.SEQUENCE).children());
    if (!fields.isEmpty() && fields.get(0).is(0xa0)) {
      fields.remove(0);
    }
    if (fields.size() < 6) {
      throw new MalformedException("a certificate without all its fields");
    }
    return fields;
  }

  private static Map<String, Extension> extensions(List<DerValue> fields)
      throws MalformedException {
    Map<String, Extension> extensions = new HashMap<>();
    for (DerValue field : fields.subList(6, fields.size())) {
      if (!field.is(0xa3)) {
        continue;
      }
      DerValue all = DerValue.only(field.content()).expect(DerValue.SEQUENCE);
      for (DerValue extension : all.children()) {
        List<DerValue> parts = extension.expect(DerValue.SEQUENCE).children();
        if (parts.size() < 2 || parts.size() > 3) {
          throw new MalformedException("an extension of " + parts.size() + " parts");
        }
        String id = parts.get(0).expect(DerValue.OBJECT_IDENTIFIER).hex();
        boolean critical =
            parts.size() == 3 && !parts.get(1).expect(DerValue.BOOLEAN).hex().equals("00");
        DerValue value = parts.get(parts.size() - 1).expect(DerValue.OCTET_STRING);
        if (extensions.put(id, new Extension(critical, value)) != null) {
          throw new MalformedException("an extension that occurs twice");
        }
      }
    }
    return extensions;
  }

  private static List<String> attributes(DerValue name, String type) throws MalformedException {
    List<String> values = new ArrayList<>();
    for (DerValue part : name.children()) {
      for (DerValue attribute : part.expect(DerValue.SET).children()) {
        List<DerValue> typeAndValue = attribute.expect(DerValue.SEQUENCE).children();
        if (typeAndValue.size() != 2) {
          throw new MalformedException("an attribute of " + typeAndValue.size() + " parts");
        }
        if (typeAndValue.get(0).hex().equals(type)) {
          values.add(typeAndValue.get(1).text());
        }
      }
    }
    return List.copyOf(values);
  }
}
