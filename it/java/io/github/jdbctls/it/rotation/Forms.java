package io.github.jdbctls.it.rotation;

import java.nio.file.Path;
import java.util.Random;

/** The forms of the files of a soak. Immutable. */
record Forms(IdentityForm identity) {
  /** Drawn for one server, and the others for another, so that each soak of both has all. */
  static Forms drawn(Random random, boolean others) {
    return new Forms(random.nextBoolean() == others ? IdentityForm.PEM : IdentityForm.PKCS12);
  }

  /** The parameters that name the files in these folders. */
  String parameters(Path trust, Path own) {
    return Material.parameters(trust) + identity.parameters(own);
  }

  /** What of which form is rotated, for the statistics. */
  String label(Card.Kind kind) {
    return switch (kind) {
      case SERVER, ROOTS, LISTS, EXPIRY -> kind.name();
      case CLIENT,
          CLIENT_EXPIRY,
          CLIENT_EXPIRY_WHILE_TORN,
          LISTS_WHILE_IDENTITY_IS_TORN,
          CLIENT_WHILE_TRUST_IS_TORN ->
          kind + "(" + identity + ")";
    };
  }
}
