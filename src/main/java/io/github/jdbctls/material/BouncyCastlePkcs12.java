package io.github.jdbctls.material;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilderProvider;

/** What the JDK lacks for PKCS#12; see {@link BouncyCastleDecryption}. */
final class BouncyCastlePkcs12 {
  private BouncyCastlePkcs12() {}

  /**
   * Encodes BER anew with definite lengths; bytes behind the value are left out.
   *
   * @throws IOException if it is damaged
   */
  static byte[] definite(byte[] ber) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(ber)) {
      ASN1Primitive value = in.readObject();
      if (value == null) {
        throw new IOException("nothing there");
      }
      return value.getEncoded(ASN1Encoding.DER);
    }
  }

  /**
   * Whether the MAC of a store verifies.
   *
   * @param byPbmac1 whether it is one of RFC 9579, else of RFC 7292
   * @throws BouncyCastleDecryption.UnknownScheme if its algorithm is not known
   */
  static boolean isMacValid(byte[] pfx, boolean byPbmac1, char[] password)
      throws BouncyCastleDecryption.UnknownScheme {
    try {
      return new PKCS12PfxPdu(pfx)
          .isMacValid(
              byPbmac1
                  ? new BcPKCS12PBMac1CalculatorBuilderProvider()
                  : new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE),
              password);
    } catch (IOException | PKCSException | RuntimeException e) {
      throw new BouncyCastleDecryption.UnknownScheme(e);
    }
  }
}
