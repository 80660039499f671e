package com.example.quickstart;

import java.io.Console;

/** Where the output goes. */
final class Terminal {
  private Terminal() {}

  /** Whether a person looks at the output, and has not set {@code NO_COLOR}. */
  static boolean wantsColour() {
    return System.getenv("NO_COLOR") == null && isInteractive(System.console());
  }

  private static boolean isInteractive(Console console) {
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there may be a console in a pipe too, and this method to tell.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException javaBefore22) {
      return true;
    }
  }
}
