package io.github.jdbctls.it.rotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A rotation: of what, how, and how long the files cannot be read meanwhile. */
record Card(Kind kind, Manner manner, Dwell dwell) {
  /** What is rotated. */
  enum Kind {
    /** The server's certificate, by the same authority. */
    SERVER,
    /** The client's certificate and key. */
    CLIENT,
    /** Old root, both, new root. */
    ROOTS,
    /** A list that revokes the server's certificate, or the next one. */
    LISTS,
    /** The list of the server's authority goes, comes, and is replaced. */
    ENTRIES,
    /** The only list that the directory has left goes, and comes. */
    LAST_ENTRY,
    /** A list takes the place of one that has another name. */
    NAME_OF_ENTRY,
    /** A list that expires. */
    EXPIRY,
    /** The client's certificate, when it has expired. */
    CLIENT_EXPIRY,
    /** The client's certificate, which expires while it cannot be read. */
    CLIENT_EXPIRY_WHILE_TORN,
    /** Lists, while the client's certificate cannot be read. */
    LISTS_WHILE_IDENTITY_IS_TORN,
    /** The client's certificate, while the lists cannot be read. */
    CLIENT_WHILE_TRUST_IS_TORN;

    /** Those that only a directory of lists can have. */
    static final Set<Kind> OF_DIRECTORIES = Set.of(ENTRIES, LAST_ENTRY, NAME_OF_ENTRY);
  }

  /** How long. */
  enum Dwell {
    /** A moment. */
    BRIEF,
    /** Until clients have been seen to go on. */
    WITHIN,
    /** Until those without patience have been told. */
    BEYOND
  }

  private static final int SERVERS = 4;

  /** All of them in an order that is drawn. */
  static List<Card> deck(Random random, Forms forms) {
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      cards.add(new Card(Kind.SERVER, Manner.RENAME, Dwell.BRIEF));
    }
    for (Kind kind : List.of(Kind.CLIENT, Kind.ROOTS, Kind.LISTS)) {
      for (Manner manner : Manner.values()) {
        if (suits(kind, manner, forms)) {
          cards.add(new Card(kind, manner, Dwell.BRIEF));
          if (manner.tears()) {
            cards.add(new Card(kind, manner, Dwell.WITHIN));
          }
        }
      }
    }
    for (Manner manner : Manner.values()) {
      if (manner.tears()) {
        List<Kind> kinds =
            List.of(Kind.CLIENT, Kind.ROOTS, Kind.LISTS).stream()
                .filter(kind -> suits(kind, manner, forms))
                .toList();
        if (!kinds.isEmpty()) {
          cards.add(new Card(kinds.get(random.nextInt(kinds.size())), manner, Dwell.BEYOND));
        }
      }
    }
    for (Kind kind :
        List.of(
            Kind.EXPIRY,
            Kind.CLIENT_EXPIRY,
            Kind.CLIENT_EXPIRY_WHILE_TORN,
            Kind.LISTS_WHILE_IDENTITY_IS_TORN,
            Kind.CLIENT_WHILE_TRUST_IS_TORN)) {
      // Of an entry of a directory that is gone nobody could say that it has expired.
      List<Manner> tearing =
          kind == Kind.EXPIRY && forms.lists() == ListsForm.DIRECTORY
              ? List.of(Manner.PIECES, Manner.EMPTY)
              : List.of(Manner.PIECES, Manner.EMPTY, Manner.EDITOR, Manner.DELETED);
      cards.add(new Card(kind, tearing.get(random.nextInt(tearing.size())), Dwell.WITHIN));
    }
    if (forms.lists() == ListsForm.DIRECTORY) {
      cards.add(new Card(Kind.ENTRIES, Manner.DELETED, Dwell.WITHIN));
      cards.add(new Card(Kind.LAST_ENTRY, Manner.DELETED, Dwell.WITHIN));
      cards.add(new Card(Kind.LAST_ENTRY, Manner.EDITOR, Dwell.BEYOND));
      cards.add(new Card(Kind.NAME_OF_ENTRY, Manner.RENAME, Dwell.BRIEF));
    }
    Collections.shuffle(cards, random);
    return cards;
  }

  /**
   * What does not belong together is torn only if it is of the client; and so is a first content.
   */
  private static boolean suits(Kind kind, Manner manner, Forms forms) {
    return switch (manner) {
      case ONE_BY_ONE -> kind == Kind.CLIENT && forms.identity().hasSeveral();
      case TWICE -> kind == Kind.CLIENT;
      default -> true;
    };
  }

  /** The same without a while in which files cannot be read. */
  Card atOnce() {
    return new Card(kind, Manner.RENAME, Dwell.BRIEF);
  }

  @Override
  public String toString() {
    return kind + " " + manner + " " + dwell;
  }
}
