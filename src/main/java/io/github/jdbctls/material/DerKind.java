package io.github.jdbctls.material;

import static io.github.jdbctls.material.Der.BIT_STRING;
import static io.github.jdbctls.material.Der.CONTEXT_0;
import static io.github.jdbctls.material.Der.INTEGER;
import static io.github.jdbctls.material.Der.OBJECT_IDENTIFIER;
import static io.github.jdbctls.material.Der.OCTET_STRING;
import static io.github.jdbctls.material.Der.SEQUENCE;

import io.github.jdbctls.material.Content.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells the kinds of DER structure by the tags of their first fields. */
final class DerKind {
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final byte[] PKCS12_START = {INTEGER, 1, 3, SEQUENCE};

  /** The object identifier of signed data. */
  private static final byte[] PKCS7_START = {
    OBJECT_IDENTIFIER, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 7, 2
  };

  private DerKind() {}

  /** The kind, or empty if it is none of the known ones. */
  static Optional<Kind> of(byte[] bytes) {
    // By their first bytes, since these also come in BER with indefinite lengths.
    if (beginsWith(bytes, PKCS12_START)) {
      return Optional.of(Kind.PKCS12);
    }
    if (beginsWith(bytes, PKCS7_START)) {
      return Optional.of(Kind.PKCS7);
    }
    if (bytes.length < 2 || bytes[0] != SEQUENCE) {
      return Optional.empty();
    }
    try {
      List<Der> values = Der.of(Der.encode(SEQUENCE, bytes)).children();
      Optional<Kind> first = ofFields(values.get(0));
      return Optional.of(
          values.size() == 1 || areAllCertificates(values)
              ? first.orElse(Kind.OTHER_DER)
              : Kind.DAMAGED_DER);
    } catch (IOException e) {
      // A text may begin with the digit 0, which is the same number.
      return bytes[1] < 0 ? Optional.of(Kind.DAMAGED_DER) : Optional.empty();
    }
  }

  private static boolean areAllCertificates(List<Der> values) throws IOException {
    for (Der value : values) {
      if (value.tag() != SEQUENCE || !ofFields(value).equals(Optional.of(Kind.DER_CERTIFICATE))) {
        return false;
      }
    }
    return true;
  }

  private static boolean beginsWith(byte[] bytes, byte[] start) {
    if (bytes.length < 2 || bytes[0] != SEQUENCE) {
      return false;
    }
    int length = bytes[1] & 0xFF;
    int from = 2 + (length > 0x80 ? length & 0x7F : 0);
    return bytes.length >= from + start.length
        && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
  }

  private static Optional<Kind> ofFields(Der outer) throws IOException {
    List<Integer> tags = tags(outer);
    if (startsWith(tags, SEQUENCE, SEQUENCE, BIT_STRING)) {
      return Optional.of(signed(outer.child(0)));
    }
    if (startsWith(tags, SEQUENCE, OCTET_STRING)) {
      return Optional.of(Kind.ENCRYPTED_PKCS8);
    }
    if (startsWith(tags, SEQUENCE, BIT_STRING)) {
      return Optional.of(Kind.PUBLIC_KEY);
    }
    if (startsWith(tags, INTEGER, SEQUENCE, OCTET_STRING)) {
      return Optional.of(Kind.PKCS8);
    }
    if (startsWith(tags, INTEGER, OCTET_STRING)) {
      return Optional.of(Kind.SEC1);
    }
    if (tags.stream().allMatch(t -> t == INTEGER)) {
      return switch (tags.size()) {
        case 9 -> Optional.of(Kind.PKCS1);
        case 6 -> Optional.of(Kind.DSA_KEY);
        case 2 -> Optional.of(Kind.PUBLIC_KEY);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private static Kind signed(Der body) throws IOException {
    List<Integer> tags = tags(body);
    if (tags.contains(UTC_TIME) || tags.contains(GENERALIZED_TIME)) {
      return Kind.REVOCATION_LIST;
    }
    return startsWith(tags, CONTEXT_0)
            || startsWith(tags, INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE)
        ? Kind.DER_CERTIFICATE
        : Kind.CERTIFICATE_REQUEST;
  }

  private static List<Integer> tags(Der value) throws IOException {
    List<Integer> tags = new ArrayList<>();
    for (Der child : value.children()) {
      tags.add(child.tag());
    }
    return tags;
  }

  private static boolean startsWith(List<Integer> tags, Integer... expected) {
    return tags.size() >= expected.length
        && tags.subList(0, expected.length).equals(List.of(expected));
  }
}
