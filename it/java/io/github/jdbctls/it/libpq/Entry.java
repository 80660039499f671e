package io.github.jdbctls.it.libpq;

/** What is said of a row of the table, or of one of its parts. */
sealed interface Entry permits LibpqCase, NotApplicable {
  /** Returns the number of the row. */
  int row();

  /** Returns the client's part of the row, in words. */
  String title();
}
