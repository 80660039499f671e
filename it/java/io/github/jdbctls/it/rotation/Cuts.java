package io.github.jdbctls.it.rotation;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a slow writer has stopped. Not thread-safe. */
final class Cuts {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]+-----\n");
  private static final Pattern END = Pattern.compile("-----END [A-Z0-9 ]+-----");

  private final Random random;

  Cuts(Random random) {
    this.random = random;
  }

  /** A length, at least this one, at which a text cannot be taken for a shorter whole one. */
  int length(String text, int least) {
    for (int tries = 0; tries < 1000 && least < text.length(); tries++) {
      int length = least + random.nextInt(text.length() - least);
      if (isTorn(text, length)) {
        return length;
      }
    }
    return least - 1;
  }

  /** Whether a block has begun that has not come to its last line; all else is one block. */
  private static boolean isTorn(String text, int length) {
    Matcher begin = BEGIN.matcher(text);
    if (!begin.lookingAt()) {
      return true;
    }
    Matcher end = END.matcher(text);
    int from = 0;
    while (begin.find(from) && end.find(begin.end())) {
      boolean first = from == 0;
      if (length < end.start()) {
        return first || length >= begin.end();
      }
      from = end.end();
    }
    return false;
  }
}
