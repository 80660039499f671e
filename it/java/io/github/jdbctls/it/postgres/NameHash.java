package io.github.jdbctls.it.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * The hash by which OpenSSL finds an authority's files in a directory: the first four bytes, lowest
 * first, of SHA-1 over the name's parts in UTF-8, lower case and with single spaces.
 */
public final class NameHash {
  private NameHash() {}

  /** Returns the eight digits. */
  public static String of(X500Principal name) {
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    try {
      for (RDN part : X500Name.getInstance(name.getEncoded()).getRDNs()) {
        ASN1EncodableVector values = new ASN1EncodableVector();
        for (AttributeTypeAndValue value : part.getTypesAndValues()) {
          ASN1EncodableVector pair = new ASN1EncodableVector();
          pair.add(value.getType());
          pair.add(new DERUTF8String(canonical(value)));
          values.add(new DERSequence(pair));
        }
        parts.writeBytes(new DERSet(values).getEncoded(ASN1Encoding.DER));
      }
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(parts.toByteArray());
      return "%08x".formatted(ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getInt());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String canonical(AttributeTypeAndValue value) {
    return IETFUtils.valueToString(value.getValue())
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
