package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes the private keys out of a PEM or DER file. Not thread-safe. */
final class PemKeys {
  private final Place place;
  private final Password password;
  private final DerivationBudget budget = new DerivationBudget();

  PemKeys(Place place, Password password) {
    this.place = place;
    this.password = password;
  }

  /** Whether there is a private key of any kind among the blocks. */
  static boolean hasKey(List<PemBlock> blocks) {
    for (PemBlock block : blocks) {
      if (PemLabel.isPrivateKey(block.label())) {
        return true;
      }
    }
    return false;
  }

  /** The private keys among the blocks, in their order, none of them decrypted yet. */
  List<KeyEntry> all(List<PemBlock> blocks) {
    List<KeyEntry> keys = new ArrayList<>();
    Optional<byte[]> curve = Optional.empty();
    for (PemBlock block : blocks) {
      if (block.label().equals(PemLabel.EC_PARAMETERS)) {
        curve = Optional.of(block.content());
      } else if (PemLabel.isPrivateKey(block.label())) {
        Optional<byte[]> own = curve;
        keys.add(new KeyEntry(block.describe(), List.of(), () -> decode(block, own)));
      }
    }
    return keys;
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
  KeyEntry der(Content.Kind kind, byte[] key) {
    return new KeyEntry("", List.of(), () -> decode(kind, key, Optional.empty()));
  }

  private PrivateKey decode(Content.Kind kind, byte[] key, Optional<byte[]> curve)
      throws ProblemException {
    PrivateKeyDecoder decoder = new PrivateKeyDecoder(place);
    if (kind != Content.Kind.ENCRYPTED_PKCS8) {
      return decoder.decode(kind, key, curve);
    }
    byte[] plain = new EncryptedKey(place, password, budget).decrypt(key);
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
