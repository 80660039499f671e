package io.github.jdbctls.it.rotation;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** The forms of the files of a soak. Immutable. */
record Forms(IdentityForm identity, ListsForm lists) {
  /** Drawn for one server, and the others for another, so that each soak of both has all. */
  static Forms drawn(Random random, boolean others) {
    return new Forms(
        random.nextBoolean() == others ? IdentityForm.PEM : IdentityForm.PKCS12,
        random.nextBoolean() == others ? ListsForm.FILE : ListsForm.DIRECTORY);
  }

  /** The parameters that name the files in these folders. */
  String parameters(Path trust, Path own) {
    return Material.roots(trust) + lists.parameter(trust) + identity.parameters(own);
  }

  /** What is rotated. */
  Set<Card.Kind> kinds() {
    return lists == ListsForm.DIRECTORY
        ? EnumSet.allOf(Card.Kind.class)
        : EnumSet.complementOf(EnumSet.of(Card.Kind.ENTRIES));
  }

  /** What of which form is rotated, for the statistics. */
  String label(Card.Kind kind) {
    return switch (kind) {
      case SERVER -> kind.name();
      case ROOTS, LISTS, EXPIRY, ENTRIES -> kind + "(" + lists + ")";
      case CLIENT, CLIENT_EXPIRY, CLIENT_EXPIRY_WHILE_TORN -> kind + "(" + identity + ")";
      case LISTS_WHILE_IDENTITY_IS_TORN, CLIENT_WHILE_TRUST_IS_TORN ->
          kind + "(" + identity + ", " + lists + ")";
    };
  }
}
