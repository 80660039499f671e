package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decrypts keys in OpenSSL's old PEM format, whose headers (RFC 1421) name cipher and
 * initialisation vector.
 */
final class DekInfoKey {
  private static final String PROC_TYPE = "Proc-Type";
  private static final String DEK_INFO = "DEK-Info";

  /** The names of the header lines that are read. */
  static final Set<String> HEADERS = Set.of(PROC_TYPE, DEK_INFO);

  private static final String WHAT = "a private key in OpenSSL's old encrypted format";
  private static final Set<Content.Kind> KEYS =
      Set.of(Content.Kind.PKCS1, Content.Kind.SEC1, Content.Kind.DSA_KEY);

  private final Place place;
  private final Password password;

  DekInfoKey(Place place, Password password) {
    this.place = place;
    this.password = password;
  }

  /** Whether the headers say that the block is encrypted. */
  static boolean isEncrypted(PemBlock block) {
    Map<String, String> headers = block.headers();
    return headers.containsKey(DEK_INFO)
        || headers.getOrDefault(PROC_TYPE, "").endsWith("ENCRYPTED");
  }

  /**
   * Decrypts.
   *
   * @return a PKCS#1 or SEC1 key, for the caller to wipe
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED
   */
  byte[] decrypt(PemBlock block) throws ProblemException {
    String[] info = block.headers().getOrDefault(DEK_INFO, "").split(",", 2);
    if (info.length != 2) {
      throw unsupported();
    }
    if (password.isAbsent()) {
      throw Password.missing(place, WHAT);
    }
    byte[] vector = vector(info[1].strip());
    char[] characters = password.characters();
    try (PasswordSpellings spellings = PasswordSpellings.of(characters)) {
      for (char[] spelling : spellings.all()) {
        Optional<byte[]> key = decrypt(block.content(), info[0].strip(), vector, spelling);
        if (key.isPresent() && KEYS.contains(Content.of(key.orElseThrow()).kind())) {
          return key.orElseThrow();
        }
        key.ifPresent(garbage -> Arrays.fill(garbage, (byte) 0));
      }
    }
    throw password.wrong(place, WHAT, null);
  }

  private Optional<byte[]> decrypt(byte[] encrypted, String cipher, byte[] vector, char[] spelling)
      throws ProblemException {
    try {
      return Optional.of(
          BouncyCastlePem.decrypt(encrypted, cipher.toUpperCase(Locale.ROOT), vector, spelling));
    } catch (BouncyCastleDecryption.UnknownScheme e) {
      throw unsupported();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private byte[] vector(String hexadecimal) throws ProblemException {
    try {
      return HexFormat.of().parseHex(hexadecimal);
    } catch (IllegalArgumentException e) {
      throw unsupported();
    }
  }

  private ProblemException unsupported() {
    return place
        .problem(TlsFailure.KEY_UNSUPPORTED, "is " + WHAT + ", with a cipher that is not supported")
        .exception();
  }
}
