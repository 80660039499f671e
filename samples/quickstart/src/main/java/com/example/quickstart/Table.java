package com.example.quickstart;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes in rows and columns, with an explanation of their words. */
final class Table {
  private static final int WIDTH = 13;

  private final List<String> columns;
  private final boolean colour;
  private final Map<String, List<Outcome>> rows = new LinkedHashMap<>();

  /**
   * @param colour whether the words are coloured, as on a terminal
   */
  Table(List<String> columns, boolean colour) {
    this.columns = List.copyOf(columns);
    this.colour = colour;
  }

  void add(String name, List<Outcome> outcomes) {
    rows.put(name, List.copyOf(outcomes));
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(pad("") + columns.stream().map(Table::pad).collect(joining()));
    rows.forEach(
        (name, outcomes) ->
            lines.add(pad(name) + outcomes.stream().map(this::word).collect(joining())));
    lines.add("");
    rows.values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(outcome -> lines.add(word(outcome) + outcome.meaning()));
    return lines.stream().map(String::stripTrailing).collect(joining(System.lineSeparator()));
  }

  private String word(Outcome outcome) {
    String padded = pad(outcome.word());
    return colour
        ? padded.replace(
            outcome.word(), "\u001b[" + outcome.colour() + "m" + outcome.word() + "\u001b[0m")
        : padded;
  }

  private static String pad(String text) {
    return text + " ".repeat(WIDTH - text.length());
  }
}
