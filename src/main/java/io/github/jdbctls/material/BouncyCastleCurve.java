package io.github.jdbctls.material;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;

/**
 * Finds the name of a curve whose parameters are written out, as {@code openssl ecparam -param_enc
 * explicit} does; see {@link BouncyCastleDecryption}.
 *
 * <ol>
 *   <li>Field, coefficients, base point, order and cofactor are those of the curve, every one of
 *       them: a curve that only resembles it would give the key away.
 *   <li>Parameters longer than those of the largest curve are not decoded.
 * </ol>
 */
final class BouncyCastleCurve {
  private static final int LONGEST = 1024;
  private static final List<ASN1ObjectIdentifier> CURVES =
      List.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private BouncyCastleCurve() {}

  /** The object identifier in DER, or empty if it is none of ours. */
  static Optional<byte[]> nameOf(byte[] parameters) throws IOException {
    if (parameters.length > LONGEST) {
      return Optional.empty();
    }
    X9ECParameters written;
    try {
      written = X9ECParameters.getInstance(ASN1Primitive.fromByteArray(parameters));
    } catch (RuntimeException e) {
      throw new IOException("no parameters of a curve", e);
    }
    for (ASN1ObjectIdentifier name : CURVES) {
      X9ECParameters named = SECNamedCurves.getByOID(name);
      if (named.getCurve().equals(written.getCurve())
          && named.getG().equals(written.getG())
          && named.getN().equals(written.getN())
          && named.getH().equals(written.getH())) {
        return Optional.of(name.getEncoded());
      }
    }
    return Optional.empty();
  }
}
