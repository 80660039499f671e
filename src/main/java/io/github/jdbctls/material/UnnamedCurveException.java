package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;

/**
 * That a certificate has an EC key whose curve is written out instead of named, which RFC 5480
 * section 2.1.1 forbids and the JDK does not read. Only its issuer can give it another form.
 */
final class UnnamedCurveException extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** The key stands before the unique identifiers and extensions, behind at most six fields. */
  private static final int MOST_FIELDS = 7;

  private UnnamedCurveException(CertificateException cause) {
    super(cause);
  }

  /** What to throw for a certificate that could not be decoded: this, or what was thrown. */
  static CertificateException of(byte[] certificate, CertificateException thrown) {
    try {
      return hasUnnamedCurve(Der.of(certificate).child(0))
          ? new UnnamedCurveException(thrown)
          : thrown;
    } catch (IOException e) {
      return thrown;
    }
  }

  private static boolean hasUnnamedCurve(Der body) throws IOException {
    List<Der> fields = body.children();
    for (Der field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
      if (field.tag() == Der.SEQUENCE && isUnnamedCurve(field.children())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnnamedCurve(List<Der> field) throws IOException {
    return field.size() == 2
        && field.get(1).tag() == Der.BIT_STRING
        && field.get(0).child(0).objectIdentifier().equals(KeyTypes.EC)
        && field.get(0).child(1).tag() == Der.SEQUENCE;
  }

  /**
   * The problem.
   *
   * @param which of the certificates of the place, in words, beginning with a comma; or empty
   */
  ProblemException problem(Place place, String which) {
    return place
        .problem(
            TlsFailure.KEY_UNSUPPORTED,
            "has a certificate with an EC key whose curve is written out, not named" + which)
        .withRemedy(
            "Let it be issued anew for a key on a curve with a name: openssl req -new -newkey ec"
                + " -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve.")
        .withCause(this)
        .exception();
  }
}
