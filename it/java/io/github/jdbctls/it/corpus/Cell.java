package io.github.jdbctls.it.corpus;

import java.util.ArrayList;
import java.util.List;

/** One client: its key, and the files that key and certificates lie in. */
record Cell(ClientKey key, Container container, Scheme scheme, Encoding encoding, Maker maker) {
  /** Every cell that exists. */
  static List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (Container container : Container.values()) {
      for (Scheme scheme : Scheme.all()) {
        for (Maker maker : Maker.values()) {
          for (Encoding encoding : Encoding.values()) {
            for (ClientKey key : ClientKey.values()) {
              if (container.fits(key, scheme, encoding, maker)) {
                all.add(new Cell(key, container, scheme, encoding, maker));
              }
            }
          }
        }
      }
    }
    return all;
  }

  /**
   * The pairs of values that a covering set must have. Encryption works on bytes, so that of the
   * key and of the text around it only the sort matters to it. What is refused shows nothing but
   * that, so its cells cover no more than the pairs with the reason.
   */
  List<Object> pairs() {
    if (key.refusal().isPresent()) {
      return List.of(
          List.of(key, container),
          List.of(key, encoding),
          List.of(key, maker),
          List.of(key, scheme.family()));
    }
    if (scheme.isRefused()) {
      return List.of(List.of(scheme, container), List.of(scheme, maker));
    }
    return List.of(
        List.of(key, container),
        List.of(key, encoding),
        List.of(key, maker),
        List.of(key, scheme.family()),
        List.of(container, scheme, maker),
        List.of(container, encoding),
        List.of(scheme, encoding.isPem()),
        List.of(scheme.family(), encoding),
        List.of(encoding, maker));
  }

  @Override
  public String toString() {
    return key + " | " + container + " | " + scheme + " | " + encoding + " | by " + maker;
  }
}
