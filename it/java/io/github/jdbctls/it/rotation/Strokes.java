package io.github.jdbctls.it.rotation;

import io.github.jdbctls.TlsFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The strokes by which files of a volume are changed. Not thread-safe. */
final class Strokes {
  private static final int MOST_PIECES = 4;

  private final Volume volume;
  private final Random random;
  private final Cuts cuts;

  Strokes(Volume volume, Random random) {
    this.volume = volume;
    this.random = random;
    this.cuts = new Cuts(random);
  }

  /**
   * Plans a change.
   *
   * @param next the new contents of those files that change
   * @param torn which of them is written last, and may be found torn
   */
  List<Stroke> plan(Manner manner, Map<String, String> next, String torn) {
    Map<String, String> others = new TreeMap<>(next);
    others.remove(torn);
    String text = Objects.requireNonNull(next.get(torn));
    List<Stroke> strokes = new ArrayList<>();
    switch (manner) {
      case RENAME -> strokes.add(Stroke.last("rename", () -> renameAll(others, torn, text)));
      case IN_PLACE, TWICE ->
          strokes.add(
              Stroke.last(
                  "write",
                  () -> {
                    writeAll(others);
                    volume.write(torn, text);
                  }));
      case SWAP -> {
        if (!volume.isLinked()) {
          strokes.add(Stroke.last("link", volume::link));
        }
        strokes.add(Stroke.last("swap", () -> volume.swap(next)));
      }
      case PIECES -> pieces(strokes, others, torn, text);
      case EMPTY -> {
        strokes.add(tearing("empty", others, () -> volume.write(torn, ""), TlsFailure.FILE_EMPTY));
        strokes.add(Stroke.last("write", () -> volume.write(torn, text)));
      }
      case EDITOR -> {
        int cut = cuts.length(text, 1);
        strokes.add(removing("put aside", others, torn, () -> volume.putAside(torn)));
        strokes.add(
            Stroke.tearing(
                "write " + cut + " of " + text.length() + " characters of " + torn,
                () -> volume.write(torn, text.substring(0, cut)),
                IdentityForm.ofBeginning(torn)));
        strokes.add(
            Stroke.last(
                "write the rest",
                () -> {
                  volume.append(torn, text.substring(cut));
                  volume.deleteBackup(torn);
                }));
      }
      case DELETED -> {
        strokes.add(removing("delete", others, torn, () -> volume.delete(torn)));
        strokes.add(Stroke.last("make again", () -> volume.write(torn, text)));
      }
      case ONE_BY_ONE -> {
        strokes.add(
            Stroke.tearing(
                "rename others than " + torn,
                () -> renameAll(others),
                IdentityForm.ofMixture(torn)));
        strokes.add(Stroke.last("rename " + torn, () -> volume.rename(torn, text)));
      }
    }
    return strokes;
  }

  private void pieces(List<Stroke> strokes, Map<String, String> others, String torn, String text) {
    int pieces = 1 + random.nextInt(MOST_PIECES - 1);
    int from = cuts.length(text, 0);
    int first = from;
    strokes.add(
        tearing(
            "write " + first + " of " + text.length() + " characters of " + torn,
            others,
            () -> volume.write(torn, text.substring(0, first)),
            first == 0 ? TlsFailure.FILE_EMPTY : IdentityForm.ofBeginning(torn)));
    for (int piece = 1; piece < pieces; piece++) {
      int begin = from;
      int end = cuts.length(text, from + 1);
      if (end <= begin) {
        break;
      }
      strokes.add(
          Stroke.tearing(
              "write until " + end,
              () -> volume.append(torn, text.substring(begin, end)),
              IdentityForm.ofBeginning(torn)));
      from = end;
    }
    int rest = from;
    strokes.add(Stroke.last("write the rest", () -> volume.append(torn, text.substring(rest))));
  }

  private Stroke tearing(
      String what, Map<String, String> others, Timeline.Change change, TlsFailure torn) {
    return Stroke.tearing(
        what,
        () -> {
          change.make();
          writeAll(others);
        },
        torn);
  }

  /** By which a file is missing; while a directory has another entry nothing is torn. */
  private Stroke removing(
      String what, Map<String, String> others, String gone, Timeline.Change change) {
    if (!ListsForm.isEntry(gone)) {
      return tearing(what, others, change, TlsFailure.FILE_MISSING);
    }
    boolean isLast =
        Stream.concat(volume.names().stream(), others.keySet().stream())
            .noneMatch(name -> ListsForm.isEntry(name) && !name.equals(gone));
    if (isLast) {
      return tearing(what, others, change, TlsFailure.WRONG_CONTENT);
    }
    return Stroke.removing(
        what + " " + gone,
        () -> {
          change.make();
          renameAll(others);
        },
        gone);
  }

  private void renameAll(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      volume.rename(file.getKey(), file.getValue());
    }
  }

  private void renameAll(Map<String, String> others, String last, String text) throws IOException {
    renameAll(others);
    volume.rename(last, text);
  }

  private void writeAll(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      volume.write(file.getKey(), file.getValue());
    }
  }
}
