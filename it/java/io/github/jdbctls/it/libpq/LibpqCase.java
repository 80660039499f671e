package io.github.jdbctls.it.libpq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connect of a row: what libpq does, and what ours must do. Immutable.
 *
 * @param libpq what becomes of it with libpq
 * @param ours what must become of it here
 * @param deviation why the two differ; empty if they are equal
 * @param proofs what else must be seen
 */
record LibpqCase(
    int row,
    String title,
    Client client,
    ServerSetup server,
    Outcome libpq,
    Expected ours,
    Optional<Deviation> deviation,
    List<Proof> proofs)
    implements Entry {

  LibpqCase {
    proofs = List.copyOf(proofs);
    if (deviation.isEmpty() && ours.outcome() != libpq) {
      throw new IllegalArgumentException("#" + row + " differs without a listed deviation");
    }
  }

  /** The same with one more proof. */
  LibpqCase proving(Proof proof) {
    List<Proof> all = new ArrayList<>(proofs);
    all.add(proof);
    return new LibpqCase(row, title, client, server, libpq, ours, deviation, all);
  }

  @Override
  public String toString() {
    return "#" + row + " " + title;
  }
}
