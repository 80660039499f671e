package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Decrypts PKCS#8 keys. */
final class EncryptedKey {
  private static final String WHAT = "an encrypted PKCS#8 key";

  private final Place place;
  private final Password password;
  private final DerivationBudget budget;

  EncryptedKey(Place place, Password password, DerivationBudget budget) {
    this.place = place;
    this.password = password;
    this.budget = budget;
  }

  /**
   * Decrypts.
   *
   * @return a PKCS#8 key, for the caller to wipe
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED, or
   *     WRONG_CONTENT if the frame is damaged
   */
  byte[] decrypt(byte[] encrypted) throws ProblemException {
    EncryptedInfo info = frame(encrypted);
    Optional<String> excess = budget.spend(info.encryption());
    if (excess.isPresent()) {
      throw unsupported("whose encryption asks for " + excess.orElseThrow());
    }
    if (password.isAbsent()) {
      throw Password.missing(place, WHAT);
    }
    char[] characters = password.characters();
    try (PasswordSpellings spellings = PasswordSpellings.of(characters)) {
      for (char[] spelling : spellings.all()) {
        Optional<byte[]> key = info.open(spelling);
        // A wrong password ends in valid padding once in 256 times.
        if (key.isPresent() && Content.of(key.orElseThrow()).kind() == Content.Kind.PKCS8) {
          return key.orElseThrow();
        }
        key.ifPresent(garbage -> Arrays.fill(garbage, (byte) 0));
      }
    } catch (BouncyCastleDecryption.UnknownScheme e) {
      throw unsupported("in a way that is not supported");
    }
    throw password.wrong(place, WHAT, null);
  }

  private EncryptedInfo frame(byte[] encrypted) throws ProblemException {
    try {
      return EncryptedInfo.of(encrypted);
    } catch (IOException e) {
      throw place
          .problem(TlsFailure.WRONG_CONTENT, "is " + WHAT + " whose frame is damaged")
          .withRemedy("Write the key again, completely, from where it was made.")
          .withCause(e)
          .exception();
    }
  }

  private ProblemException unsupported(String how) {
    return place
        .problem(TlsFailure.KEY_UNSUPPORTED, "is " + WHAT + " " + how)
        .withRemedy(
            "Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in %1$s -out %1$s.new"
                .formatted(place.shellName()))
        .exception();
  }
}
