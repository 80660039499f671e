package io.github.jdbctls.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README, taken apart. Every search fails where it finds nothing. Immutable. */
public final class Readme {
  private final String text;

  private Readme(String text) {
    this.text = text;
  }

  /** Reads the file. */
  public static Readme read() throws IOException {
    return new Readme(Files.readString(Path.of("README.md")));
  }

  /** The only block of code in this language. */
  public String code(String language) {
    return only("(?ms)^```" + language + "\n(.*?)^```$");
  }

  /** The message in the example of a failure, on one line. */
  public String exampleOfFailure() {
    return oneLine(only("(?ms)^```\n(JTLS-.*?)^```$"));
  }

  /** What stands under a heading, up to the next one. */
  public Readme section(String heading) {
    return new Readme(only("(?ms)^## " + Pattern.quote(heading) + "\n(.*?)(?=^## |\\z)"));
  }

  /** The paragraph or the item of a list that begins so, on one line. */
  public Readme paragraph(String beginning) {
    return new Readme(
        oneLine(only("(?ms)^(" + Pattern.quote(beginning) + ".*?)(?=^$|^- |^\\||\\z)")));
  }

  /** The rows of the section's table, without its head: the texts of the cells. */
  public List<List<String>> rows() {
    List<List<String>> rows =
        text.lines()
            .dropWhile(line -> !line.matches("\\|(-+\\|)+"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> List.of(line.substring(1, line.length() - 1).split("\\|", -1)))
            .map(cells -> cells.stream().map(cell -> cell.strip().replace("`", "")).toList())
            .toList();
    if (rows.isEmpty()) {
      throw new NoSuchElementException("no table in " + text);
    }
    return rows;
  }

  /** The first group of every match, or the whole where there is no group. */
  public List<String> all(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> found =
        matcher.results().map(match -> match.group(Math.min(1, match.groupCount()))).toList();
    if (found.isEmpty()) {
      throw new NoSuchElementException(pattern + " in " + text);
    }
    return found;
  }

  private String only(String pattern) {
    List<MatchResult> matches = Pattern.compile(pattern).matcher(text).results().toList();
    if (matches.size() != 1) {
      throw new NoSuchElementException(matches.size() + " times " + pattern);
    }
    return matches.get(0).group(1);
  }

  private static String oneLine(String lines) {
    return lines.strip().replaceAll("\\s+", " ");
  }

  @Override
  public String toString() {
    return text;
  }
}
