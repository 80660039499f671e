package io.github.jdbctls.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.rotation.Card.Dwell;
import io.github.jdbctls.logging.LoggedWarnings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Trust or identity: files that count together, and are changed in any manner. */
final class FileSet {
  /** What goes on while the files cannot be read. */
  @FunctionalInterface
  interface Interlude {
    void run() throws Exception;

    /** Nothing in particular. */
    Interlude NONE = () -> {};
  }

  private static final int MOST_MILLIS = 4;
  private static final int DECIDED = 3;
  private static final int REFUSALS = 3;

  private final Volume volume;
  private final Timeline timeline;
  private final Random random;
  private final LoggedWarnings warnings;
  private final BiFunction<World, Torn, World> tear;

  FileSet(
      Volume volume,
      Timeline timeline,
      Random random,
      LoggedWarnings warnings,
      BiFunction<World, Torn, World> tear) {
    this.volume = volume;
    this.timeline = timeline;
    this.random = random;
    this.warnings = warnings;
    this.tear = tear;
  }

  /**
   * Changes the files, and returns when attempts have been decided in the state that is then. Files
   * that cannot be read for long enough to be noticed are one warning, however often they change.
   *
   * @param next the new contents of those that change
   * @param whole what is so when they can be read again
   * @param interlude what goes on before the last stroke
   */
  void change(Card card, Map<String, String> next, UnaryOperator<World> whole, Interlude interlude)
      throws Exception {
    List<String> names = List.copyOf(next.keySet());
    List<Stroke> strokes =
        new Strokes(volume, random)
            .plan(card.manner(), next, names.get(random.nextInt(names.size())));
    if (card.dwell() == Dwell.BRIEF || !card.manner().tears()) {
      interlude.run();
      atOnce(card + " " + names, strokes, new Torn.Row(), whole);
    } else {
      strokeByStroke(card, strokes, whole, interlude);
    }
    volume.remember(next);
    timeline.awaitDecided(DECIDED);
  }

  /** Removes an entry of a directory, in which there are others. */
  void remove(String entry) throws Exception {
    timeline.change("remove " + entry, () -> volume.remove(entry), timeline.world().without(entry));
    timeline.awaitDecided(DECIDED);
  }

  /**
   * Writes an entry of a directory in place of one with another name, which then goes.
   *
   * @param lingers whether clients are to be seen while there are both
   */
  void supersede(String old, String entry, String text, UnaryOperator<World> whole, boolean lingers)
      throws Exception {
    World next = whole.apply(timeline.world());
    if (lingers) {
      timeline.change("write " + entry, () -> volume.rename(entry, text), next);
      timeline.awaitDecided(DECIDED);
      timeline.change("remove " + old, () -> volume.remove(old), next);
    } else {
      timeline.change(
          "write " + entry + " and remove " + old,
          () -> {
            volume.rename(entry, text);
            volume.remove(old);
          },
          next);
    }
    volume.remember(Map.of(entry, text));
    timeline.awaitDecided(DECIDED);
  }

  /** Writes the files, and at once again, so that their times may be the same. */
  void changeTwice(
      Card card,
      Map<String, String> first,
      UnaryOperator<World> wholeFirst,
      Map<String, String> next,
      UnaryOperator<World> whole)
      throws Exception {
    Strokes strokes = new Strokes(volume, random);
    String torn = next.keySet().iterator().next();
    World now = timeline.world();
    timeline.change(
        card.toString(),
        () -> {
          for (Stroke stroke : strokes.plan(card.manner(), first, torn)) {
            stroke.change().make();
          }
          for (Stroke stroke : strokes.plan(card.manner(), next, torn)) {
            stroke.change().make();
          }
        },
        torn(Verdicts.OF_FILES, new Torn.Row()),
        wholeFirst.apply(now),
        whole.apply(now));
    volume.remember(first);
    volume.remember(next);
    timeline.awaitDecided(DECIDED);
  }

  /** In one change, at whose end the files are whole. */
  private void atOnce(String what, List<Stroke> strokes, Torn.Row row, UnaryOperator<World> whole)
      throws Exception {
    World now = timeline.world();
    World next = whole.apply(now);
    List<World> through = new ArrayList<>(List.of(torn(Verdicts.OF_FILES, row)));
    for (Stroke stroke : strokes) {
      stroke
          .gone()
          .ifPresent(entry -> through.addAll(List.of(now.without(entry), next.without(entry))));
    }
    through.add(next);
    timeline.change(what, () -> strike(strokes), through.toArray(new World[0]));
  }

  private void strike(List<Stroke> strokes) throws Exception {
    for (Stroke stroke : strokes) {
      stroke.change().make();
      Thread.sleep(random.nextInt(MOST_MILLIS));
    }
  }

  private void strokeByStroke(
      Card card, List<Stroke> strokes, UnaryOperator<World> whole, Interlude interlude)
      throws Exception {
    Set<TlsFailure> failures = new HashSet<>();
    long said = said();
    int last = strokes.size() - 1;
    Torn.Row row = new Torn.Row();
    for (Stroke stroke : strokes.subList(0, last)) {
      failures.addAll(stroke.torn());
      World whileStruck = torn(Verdicts.OF_FILES, row);
      if (stroke.gone().isPresent()) {
        World without = whole.apply(timeline.world()).without(stroke.gone().get());
        timeline.change(card + ": " + stroke.what(), stroke.change(), whileStruck, without);
        row = new Torn.Row();
      } else {
        timeline.change(
            card + ": " + stroke.what(), stroke.change(), whileStruck, torn(failures, row));
      }
      timeline.awaitDecided(1);
    }
    if (card.dwell() == Dwell.BEYOND && !failures.isEmpty()) {
      timeline.awaitRefusals(REFUSALS);
    }
    interlude.run();
    assertThat(said() - said).as("warnings of " + card).isEqualTo(failures.isEmpty() ? 0 : 1);
    atOnce(card + ": " + strokes.get(last).what(), strokes.subList(last, last + 1), row, whole);
  }

  /** How many warnings there have been about the files. */
  private long said() {
    String files = volume.folder().toString();
    return warnings.texts().stream().filter(text -> text.contains(files)).count();
  }

  private World torn(Set<TlsFailure> failures, Torn.Row row) {
    return tear.apply(timeline.world(), new Torn(volume.folder(), failures, row));
  }
}
