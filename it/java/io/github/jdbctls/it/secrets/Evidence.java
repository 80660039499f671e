package io.github.jdbctls.it.secrets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every text that somebody could have read, with its place. Thread-safe. */
final class Evidence {
  private record Text(String place, String text) {}

  private final List<Text> texts = Collections.synchronizedList(new ArrayList<>());

  /** Keeps what the object prints. */
  void add(String place, @Nullable Object object) {
    texts.add(new Text(place, String.valueOf(object)));
  }

  /** Keeps everything that can be seen of an exception: its causes and companions included. */
  void addThrowable(String place, Throwable throwable) {
    addThrowable(place, throwable, Collections.newSetFromMap(new IdentityHashMap<>()));
    StringWriter trace = new StringWriter();
    throwable.printStackTrace(new PrintWriter(trace));
    add(place + ", stack trace", trace);
  }

  private void addThrowable(String place, @Nullable Throwable throwable, Set<Throwable> seen) {
    if (throwable == null || !seen.add(throwable)) {
      return;
    }
    add(place + ", " + throwable.getClass().getName(), throwable);
    add(place + ", message", throwable.getMessage());
    add(place + ", localized message", throwable.getLocalizedMessage());
    addThrowable(place + ", cause", throwable.getCause(), seen);
    for (Throwable suppressed : throwable.getSuppressed()) {
      addThrowable(place + ", suppressed", suppressed, seen);
    }
    if (throwable instanceof SQLException exception) {
      addThrowable(place + ", next", exception.getNextException(), seen);
    }
  }

  /** Returns the texts in which this stands, in any case, with their places. */
  List<String> placesOf(String wanted) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    synchronized (texts) {
      return texts.stream()
          .filter(text -> text.text().toLowerCase(Locale.ROOT).contains(lower))
          .map(text -> text.place() + ": " + text.text())
          .distinct()
          .toList();
    }
  }
}
