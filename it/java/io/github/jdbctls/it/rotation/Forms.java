package io.github.jdbctls.it.rotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The forms of the files of a soak. Immutable. */
record Forms(IdentityForm identity, ListsForm lists) {
  /** Drawn for one server, and others for another: a soak of both has both forms of lists. */
  static Forms drawn(Random random, boolean others) {
    List<IdentityForm> identities = new ArrayList<>(List.of(IdentityForm.values()));
    Collections.shuffle(identities, random);
    return new Forms(
        identities.get(others ? 1 : 0),
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
        : EnumSet.complementOf(EnumSet.copyOf(Card.Kind.OF_DIRECTORIES));
  }

  /** What of which form is rotated, for the statistics. */
  String label(Card.Kind kind) {
    return switch (kind) {
      case SERVER -> kind.name();
      case ROOTS, LISTS, EXPIRY, ENTRIES, LAST_ENTRY, NAME_OF_ENTRY -> kind + "(" + lists + ")";
      case CLIENT, CLIENT_EXPIRY, CLIENT_EXPIRY_WHILE_TORN -> kind + "(" + identity + ")";
      case LISTS_WHILE_IDENTITY_IS_TORN, CLIENT_WHILE_TRUST_IS_TORN ->
          kind + "(" + identity + ", " + lists + ")";
    };
  }
}
