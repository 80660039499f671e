package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.RevocationSources;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads the revocation lists.
 *
 * <ol>
 *   <li>A file: PEM with lists and any text or certificates around them, or one list in DER ({@link
 *       RevocationListDecoder}).
 *   <li>A directory: every file of lists in it ({@link RevocationDirectory}).
 *   <li>Both: all lists of both. Each has to hold one at least: where libpq would silently check
 *       nothing (libpq-cases #28, #167, #171), nothing is connected to.
 *   <li>The same list in several files, as OpenSSL's hashed directories have it, is one.
 * </ol>
 *
 * Thread-safe.
 */
public final class RevocationListReader {
  private RevocationListReader() {}

  /**
   * Reads all lists; their signatures are not verified here.
   *
   * @return empty if no source was named
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY or WRONG_CONTENT, which name
   *     the file
   */
  public static Optional<RevocationLists> read(RevocationSources sources) throws ProblemException {
    return sources.isEmpty()
        ? Optional.empty()
        : Optional.of(GuardedReading.of(describe(sources), () -> readAll(sources)));
  }

  private static String describe(RevocationSources sources) {
    StringJoiner words = new StringJoiner(" or ");
    sources.file().ifPresent(f -> words.add(new Place(f.origin(), f.value()).describe()));
    sources.directory().ifPresent(d -> words.add(Place.of(d.origin(), d.value()).describe()));
    return words.toString();
  }

  private static RevocationLists readAll(RevocationSources sources) throws ProblemException {
    Map<X509CRL, RevocationList> lists = new LinkedHashMap<>();
    List<Stamp> stamps = new ArrayList<>();
    StringJoiner source = new StringJoiner(" and ");
    if (sources.file().isPresent()) {
      RevocationLists read = readFile(sources.file().get());
      read.lists().forEach(list -> lists.putIfAbsent(list.crl(), list));
      stamps.addAll(read.stamps());
      source.add(read.source());
    }
    if (sources.directory().isPresent()) {
      Setting<Path> directory = sources.directory().get();
      RevocationLists read =
          new RevocationDirectory(Place.of(directory.origin(), directory.value())).read();
      read.lists().forEach(list -> lists.putIfAbsent(list.crl(), list));
      stamps.addAll(read.stamps());
      source.add(read.source());
    }
    return new RevocationLists(List.copyOf(lists.values()), source.toString(), stamps);
  }

  private static RevocationLists readFile(Setting<Source> setting) throws ProblemException {
    try (SourceBytes file = SourceBytes.read(setting)) {
      List<RevocationList> lists = RevocationListDecoder.decode(file);
      if (lists.isEmpty()) {
        throw file.isNot(Wanted.REVOCATION_LIST);
      }
      return new RevocationLists(lists, file.place().describe(), file.stamps());
    }
  }
}
