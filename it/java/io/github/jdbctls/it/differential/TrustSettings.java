package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.io.pem.PemObject;

/** What OpenSSL puts behind a certificate: a use that it is trusted or rejected for. */
enum TrustSettings {
  /** OpenSSL's form of a certificate with settings, but without any. */
  NONE(false, Optional.empty()),
  TRUSTING_SERVERS(false, Optional.of(KeyPurposeId.id_kp_serverAuth)),
  TRUSTING_CLIENTS(false, Optional.of(KeyPurposeId.id_kp_clientAuth)),
  TRUSTING_ANYTHING(false, Optional.of(KeyPurposeId.anyExtendedKeyUsage)),
  REJECTING_SERVERS(true, Optional.of(KeyPurposeId.id_kp_serverAuth)),
  REJECTING_CLIENTS(true, Optional.of(KeyPurposeId.id_kp_clientAuth)),
  REJECTING_ANYTHING(true, Optional.of(KeyPurposeId.anyExtendedKeyUsage));

  private final boolean rejecting;
  private final String use;

  TrustSettings(boolean rejecting, Optional<KeyPurposeId> use) {
    this.rejecting = rejecting;
    this.use = use.map(KeyPurposeId::getId).orElse("");
  }

  /** These settings on each certificate, in PEM. */
  String on(List<TestCertificate> certificates) {
    return certificates.stream().map(this::on).collect(Collectors.joining());
  }

  /** The certificate with these settings, in PEM. */
  String on(TestCertificate certificate) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(RootFiles.der(certificate.certificate()));
      if (!use.isEmpty()) {
        DERSequence uses = new DERSequence(new ASN1ObjectIdentifier(use));
        ASN1EncodableVector lists = new ASN1EncodableVector();
        lists.add(rejecting ? new DERTaggedObject(false, 0, uses) : uses);
        bytes.writeBytes(new DERSequence(lists).getEncoded());
      }
      return TestCertificate.write(new PemObject("TRUSTED CERTIFICATE", bytes.toByteArray()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
