package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the certificates of a source, whatever container they come in, told by the content alone.
 *
 * <ol>
 *   <li>PEM with any text around: certificates, certificates with OpenSSL's trust settings, and
 *       PKCS#7 bundles, each under its own label. Keys and all other blocks are ignored; a damaged
 *       block is an error.
 *   <li>Anything behind the one certificate of a PEM block, but its trust settings, is an error: of
 *       several OpenSSL would take the first alone.
 *   <li>DER: one certificate, or several one after the other.
 *   <li>A PKCS#7 bundle in DER or BER.
 *   <li>A block or bundle of which a part cannot be decoded is an error.
 *   <li>More certificates than {@link CertificateBudget} allows, or a larger one, are an error.
 * </ol>
 *
 * Key stores (PKCS#12, JKS) are none of these: they may need a password.
 */
final class CertificateDecoder {
  private CertificateDecoder() {}

  /**
   * The certificates in the order of the source, none if it holds none. Trust settings are ignored,
   * as by libpq for a client's chain. Once the key is known, {@link CertificateChain} puts its
   * certificate first; libpq takes the first of a PEM file for the leaf whatever the key.
   *
   * @throws ProblemException WRONG_CONTENT if a block is damaged, or a certificate cannot be
   *     decoded
   */
  static List<X509Certificate> decode(SourceBytes file) throws ProblemException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (CertificateEntry entry : entries(file)) {
      certificates.add(entry.certificate());
    }
    return List.copyOf(certificates);
  }

  /**
   * As {@link #decode(SourceBytes)}, with what the trust settings say.
   *
   * @throws ProblemException as it
   */
  static List<CertificateEntry> entries(SourceBytes file) throws ProblemException {
    List<PemBlock> blocks = file.pem();
    try {
      return blocks.isEmpty() ? binary(file) : entries(file.place(), blocks);
    } finally {
      PemBlock.wipe(blocks);
    }
  }

  /** Whether this decoder is to be asked: whether the source is no key and no key store alone. */
  static boolean mayHoldCertificates(Content.Kind kind, List<PemBlock> blocks) {
    return kind == Content.Kind.DER_CERTIFICATE
        || kind == Content.Kind.PKCS7
        || blocks.stream().anyMatch(b -> PemLabel.CERTIFICATE_CONTAINERS.contains(b.label()));
  }

  private static List<CertificateEntry> entries(Place place, List<PemBlock> blocks)
      throws ProblemException {
    List<CertificateEntry> entries = new ArrayList<>();
    CertificateBudget budget = new CertificateBudget();
    for (PemBlock block : blocks) {
      if (PemLabel.CERTIFICATE_CONTAINERS.contains(block.label())) {
        try {
          entries.addAll(decode(block, budget));
        } catch (CertificateException | IOException | RuntimeException e) {
          throw undecodable(place, ", block " + block.describe(), e);
        }
      }
    }
    return List.copyOf(entries);
  }

  private static List<CertificateEntry> binary(SourceBytes file) throws ProblemException {
    Content.Kind kind = file.content().kind();
    if (kind != Content.Kind.DER_CERTIFICATE && kind != Content.Kind.PKCS7) {
      return List.of();
    }
    CertificateBudget budget = new CertificateBudget();
    try {
      return kind == Content.Kind.PKCS7
          ? bundle(file.bytes(), budget)
          : oneAfterTheOther(file.bytes(), budget);
    } catch (CertificateException | IOException | RuntimeException e) {
      throw undecodable(file.place(), "", e);
    }
  }

  private static List<CertificateEntry> decode(PemBlock block, CertificateBudget budget)
      throws CertificateException, IOException {
    if (PemLabel.kind(block.label()).equals(Optional.of(Content.Kind.PKCS7))) {
      return bundle(block.content(), budget);
    }
    return List.of(
        block.label().equals(PemLabel.TRUSTED_CERTIFICATE)
            ? withSettings(block.content(), budget)
            : new CertificateEntry(certificate(Der.of(block.content()), budget)));
  }

  private static List<CertificateEntry> bundle(byte[] content, CertificateBudget budget)
      throws CertificateException {
    List<X509Certificate> bundle = Pkcs7Bundle.decode(content, budget);
    if (bundle.isEmpty()) {
      throw new CertificateException("a PKCS#7 bundle without certificates");
    }
    return bundle.stream().map(CertificateEntry::new).toList();
  }

  private static List<CertificateEntry> oneAfterTheOther(byte[] der, CertificateBudget budget)
      throws CertificateException, IOException {
    List<CertificateEntry> entries = new ArrayList<>();
    for (Der value : Der.of(Der.encode(Der.SEQUENCE, der)).children()) {
      entries.add(new CertificateEntry(certificate(value, budget)));
    }
    return entries;
  }

  private static CertificateEntry withSettings(byte[] der, CertificateBudget budget)
      throws CertificateException, IOException {
    List<Der> values = Der.of(Der.encode(Der.SEQUENCE, der)).children();
    if (values.size() > 2) {
      throw new IOException("bytes after the trust settings");
    }
    X509Certificate certificate = certificate(values.get(0), budget);
    return new CertificateEntry(
        certificate, values.size() > 1 && TrustSettings.reject(values.get(1)));
  }

  private static X509Certificate certificate(Der value, CertificateBudget budget)
      throws CertificateException {
    budget.spend(value.length());
    byte[] encoded = value.encoded();
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw UnnamedCurveException.of(encoded, e);
    }
  }

  private static ProblemException undecodable(Place place, String which, Exception cause) {
    if (cause instanceof CertificateExcessException excess) {
      return excess.problem(place, which);
    }
    if (cause instanceof UnnamedCurveException unnamed) {
      return unnamed.problem(place, which);
    }
    return place
        .problem(TlsFailure.WRONG_CONTENT, "has a certificate that cannot be decoded" + which)
        .withRemedy("Write the certificate again, from where it was issued.")
        .withCause(cause)
        .exception();
  }
}
