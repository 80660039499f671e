package io.github.jdbctls.it.libpq;

/** Connects to a URL, and prints what came of it. */
public final class ObserveProgram {
  private ObserveProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.out.println(Observed.of(arguments[0]).line());
  }
}
