package io.github.jdbctls.it.libpq;

/**
 * A row, or a part of one, in which there is nothing for our driver to do.
 *
 * @param reason why
 */
record NotApplicable(int row, String title, String reason) implements Entry {
  @Override
  public String toString() {
    return "#" + row + " " + title + ": " + reason;
  }
}
