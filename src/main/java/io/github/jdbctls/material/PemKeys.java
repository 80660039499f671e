package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes the private key out of a PEM or DER file: the first one, as libpq does. */
final class PemKeys {
  private final Place place;
  private final Password password;

  PemKeys(Place place, Password password) {
    this.place = place;
    this.password = password;
  }

  /** Whether there is a private key of any kind among the blocks. */
  static boolean hasKey(List<PemBlock> blocks) {
    return blocks.stream().anyMatch(b -> PemLabel.isPrivateKey(b.label()));
  }

  /**
   * The first private key among the blocks, or empty if there is none.
   *
   * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED, or
   *     WRONG_CONTENT if the key is damaged
   */
  Optional<PrivateKey> first(List<PemBlock> blocks) throws ProblemException {
    Optional<byte[]> curve = Optional.empty();
    for (PemBlock block : blocks) {
      if (block.label().equals(PemLabel.EC_PARAMETERS)) {
        curve = Optional.of(block.content());
      } else if (PemLabel.isPrivateKey(block.label())) {
        return Optional.of(decode(block, curve));
      }
    }
    return Optional.empty();
  }

  private PrivateKey decode(PemBlock block, Optional<byte[]> curve) throws ProblemException {
    if (DekInfoKey.isEncrypted(block)) {
      byte[] plain = new DekInfoKey(place, password).decrypt(block);
      try {
        return new PrivateKeyDecoder(place).decode(kind(block.label()), plain, curve);
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    }
    return decode(kind(block.label()), block.content(), curve);
  }

  /**
   * A private key that is a whole file in DER.
   *
   * @param kind one of the private keys
   */
  PrivateKey der(Content.Kind kind, byte[] key) throws ProblemException {
    return decode(kind, key, Optional.empty());
  }

  private PrivateKey decode(Content.Kind kind, byte[] key, Optional<byte[]> curve)
      throws ProblemException {
    PrivateKeyDecoder decoder = new PrivateKeyDecoder(place);
    if (kind != Content.Kind.ENCRYPTED_PKCS8) {
      return decoder.decode(kind, key, curve);
    }
    byte[] plain = new EncryptedKey(place, password).decrypt(key);
    try {
      return decoder.decode(Content.Kind.PKCS8, plain, curve);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Content.Kind kind(String label) throws ProblemException {
    return switch (label) {
      case PemLabel.PKCS8 -> Content.Kind.PKCS8;
      case PemLabel.ENCRYPTED_PKCS8 -> Content.Kind.ENCRYPTED_PKCS8;
      case PemLabel.PKCS1 -> Content.Kind.PKCS1;
      case PemLabel.SEC1 -> Content.Kind.SEC1;
      case "DSA PRIVATE KEY" -> Content.Kind.DSA_KEY;
      default -> {
        boolean ssh = label.equals("OPENSSH PRIVATE KEY");
        Problem problem =
            place.problem(
                TlsFailure.KEY_UNSUPPORTED,
                "has " + (ssh ? "an OpenSSH private key" : "a private key of an unknown format"));
        throw (ssh
                ? problem.withRemedy(
                    Content.Kind.OPENSSH_KEY.conversion(place.name()).orElseThrow())
                : problem)
            .exception();
      }
    };
  }
}
