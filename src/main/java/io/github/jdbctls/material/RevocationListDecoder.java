package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the revocation lists of one file with the JDK's own decoder.
 *
 * <ol>
 *   <li>A file with a PEM block holds the lists in its {@code X509 CRL} blocks. Certificates and
 *       keys among them are ignored: what revokes adds no trust. A damaged block is an error,
 *       whatever it was.
 *   <li>Any other file is one list in DER, from its first byte to its last.
 *   <li>The dates of a list are in the form of RFC 5280, section 5.1.2.4: OpenSSL takes no other,
 *       the JDK does.
 * </ol>
 */
final class RevocationListDecoder {
  private static final int TIME_OF_TWO_DIGITS = 0x17;
  private static final int TIME_OF_FOUR_DIGITS = 0x18;

  private RevocationListDecoder() {}

  /**
   * The lists in their order; none if the file is something else.
   *
   * @throws ProblemException WRONG_CONTENT if something in it is damaged
   */
  static List<RevocationList> decode(SourceBytes file) throws ProblemException {
    List<PemBlock> blocks = file.pem();
    try {
      if (blocks.isEmpty()) {
        return beginsLikeDer(file) ? der(file) : List.of();
      }
      List<RevocationList> lists = new ArrayList<>();
      for (PemBlock block : blocks) {
        if (block.label().equals(PemLabel.REVOCATION_LIST)) {
          lists.add(decode(file.place(), block.content(), ", block " + block.describe()));
        }
      }
      return List.copyOf(lists);
    } finally {
      PemBlock.wipe(blocks);
    }
  }

  private static boolean beginsLikeDer(SourceBytes file) {
    return (file.bytes()[0] & 0xFF) == Der.SEQUENCE;
  }

  private static List<RevocationList> der(SourceBytes file) throws ProblemException {
    Content.Kind kind = file.content().kind();
    return switch (kind) {
      case REVOCATION_LIST, DAMAGED_DER, OTHER_DER, BINARY ->
          List.of(decode(file.place(), file.bytes(), ""));
      default -> List.of();
    };
  }

  private static RevocationList decode(Place place, byte[] der, String which)
      throws ProblemException {
    try {
      requireUsualDates(der);
      ByteArrayInputStream in = new ByteArrayInputStream(der);
      X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
      if (in.available() > 0) {
        throw new CRLException("bytes after the end of the list");
      }
      return new RevocationList(crl, place.describe());
    } catch (CRLException | CertificateException | IOException | RuntimeException e) {
      throw place
          .problem(TlsFailure.WRONG_CONTENT, "has a revocation list that cannot be decoded" + which)
          .withRemedy("Fetch the list again from its issuer, completely.")
          .withCause(e)
          .exception();
    }
  }

  private static void requireUsualDates(byte[] der) throws IOException {
    List<Der> fields = Der.of(der).child(0).children();
    int dates = 0;
    for (Der field : fields) {
      if (field.tag() == TIME_OF_TWO_DIGITS || field.tag() == TIME_OF_FOUR_DIGITS) {
        String text = new String(field.encoded(), StandardCharsets.ISO_8859_1).substring(2);
        String digits = field.tag() == TIME_OF_TWO_DIGITS ? "[0-9]{12}Z" : "[0-9]{14}Z";
        if (!text.matches(digits)) {
          throw new IOException("a date in an unusual form");
        }
        dates++;
      }
    }
    if (dates < 1 || dates > 2) {
      throw new IOException(dates + " dates");
    }
  }
}
