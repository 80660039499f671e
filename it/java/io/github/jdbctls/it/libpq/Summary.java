package io.github.jdbctls.it.libpq;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many rows are equal, stricter or not applicable, and why. Immutable. */
record Summary(List<Entry> entries) {
  /** From the one that says least to the one that says most. */
  private enum Kind {
    NOT_APPLICABLE("not applicable"),
    EQUAL("equal"),
    OTHER_WAY("equal in another way"),
    READS_MORE("reading more"),
    STRICTER("stricter");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  Summary {
    entries = List.copyOf(entries);
  }

  /** A row is what the part of it is that differs most. */
  private Map<Integer, Kind> rows() {
    Map<Integer, Kind> rows = new TreeMap<>();
    for (Entry entry : entries) {
      rows.merge(entry.row(), kind(entry), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
    return rows;
  }

  private static Kind kind(Entry entry) {
    if (entry instanceof LibpqCase libpqCase) {
      return libpqCase.deviation().map(Summary::kind).orElse(Kind.EQUAL);
    }
    return Kind.NOT_APPLICABLE;
  }

  private static Kind kind(Deviation deviation) {
    return switch (deviation.kind()) {
      case STRICTER -> Kind.STRICTER;
      case OTHER_WAY -> Kind.OTHER_WAY;
      case READS_MORE -> Kind.READS_MORE;
    };
  }

  /** Returns the whole summary; the first line has the numbers. */
  String text(Collection<LibpqCase> failed) {
    Map<Integer, Kind> rows = rows();
    StringBuilder text = new StringBuilder("libpq cases: " + rows.size() + " rows: ");
    text.append(
        Stream.of(Kind.EQUAL, Kind.OTHER_WAY, Kind.STRICTER, Kind.READS_MORE, Kind.NOT_APPLICABLE)
            .map(kind -> count(rows, kind) + " " + kind.text)
            .collect(Collectors.joining(", ")));
    text.append(failed.isEmpty() ? "" : "; " + failed.size() + " CASES FAILED").append('\n');
    deviations().forEach((deviation, numbers) -> text.append(line(deviation, numbers)));
    entries.stream()
        .filter(NotApplicable.class::isInstance)
        .forEach(entry -> text.append("  not applicable ").append(entry).append('\n'));
    return text.toString();
  }

  private static long count(Map<Integer, Kind> rows, Kind kind) {
    return rows.values().stream().filter(k -> k == kind).count();
  }

  private static String line(Deviation deviation, String numbers) {
    return "  " + kind(deviation).text + " " + numbers + ": " + deviation.meaning() + '\n';
  }

  private Map<Deviation, String> deviations() {
    Map<Deviation, String> all = new LinkedHashMap<>();
    for (Deviation deviation : Deviation.values()) {
      all.put(
          deviation,
          entries.stream()
              .filter(LibpqCase.class::isInstance)
              .map(LibpqCase.class::cast)
              .filter(c -> c.deviation().filter(d -> d == deviation).isPresent())
              .map(LibpqCase::row)
              .distinct()
              .sorted()
              .map(row -> "#" + row)
              .collect(Collectors.joining(", ")));
    }
    return all;
  }
}
