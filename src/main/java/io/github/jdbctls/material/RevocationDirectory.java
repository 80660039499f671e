package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a directory of revocation lists.
 *
 * <ol>
 *   <li>It exists, is a directory, and has no more than {@value #MOST_ENTRIES} entries.
 *   <li>Looked at are the entries with the names that lists have ({@link RevocationFileName}),
 *       which are more than the hashed names that OpenSSL looks for. Symbolic links are followed.
 *       Hidden names and directories are not looked at.
 *   <li>The files that are looked at have no more than 64 MiB together, without those that are too
 *       large to be read.
 *   <li>A file with a list in it serves. So does not, but may be there, one of another kind.
 *   <li>A file that is to hold a list and does not is an error: one whose name ends in {@code .crl}
 *       or, as OpenSSL's hashed names do, in {@code .r0}; one named {@code .pem} or {@code .der}
 *       unless it evidently holds something else, such as certificates; one with a damaged list;
 *       and any that may not be read.
 *   <li>There is at least one list.
 *   <li>A failure counts only if the directory is the same as before it was listed. If an entry
 *       came or went meanwhile all is listed and read again, a few times; then the last failure
 *       counts.
 *   <li>What reads well is returned whatever came or went meanwhile, with stamps of the directory
 *       and of each file from before they were read: by these the caller sees a change, and reads
 *       again.
 * </ol>
 */
final class RevocationDirectory {
  static final int MOST_ENTRIES = 4096;

  /** The most that is read of all files together: 64 MiB, four of the largest. */
  static final long MOST_BYTES = 4L * RegularFile.LIMIT;

  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  /** What is evidently no list, and may lie beside one. */
  private static final Set<Content.Kind> SOMETHING_ELSE =
      EnumSet.of(
          Content.Kind.PEM,
          Content.Kind.DER_CERTIFICATE,
          Content.Kind.CERTIFICATE_REQUEST,
          Content.Kind.PKCS7,
          Content.Kind.PKCS12,
          Content.Kind.PKCS8,
          Content.Kind.ENCRYPTED_PKCS8,
          Content.Kind.PUBLIC_KEY);

  private final Place directory;
  private final RegularFile.Opener opener;

  RevocationDirectory(Place directory) {
    this(directory, Files::newInputStream);
  }

  /** Makes one whose files are opened in this way. */
  RevocationDirectory(Place directory, RegularFile.Opener opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /** Reads all lists. */
  RevocationLists read() throws ProblemException {
    for (int attempt = 1; ; attempt++) {
      FileStamp before = FileStamp.of(directory.path());
      try {
        return read(before);
      } catch (ProblemException e) {
        if (attempt == ATTEMPTS || !before.isStale()) {
          throw e;
        }
      }
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  private RevocationLists read(FileStamp before) throws ProblemException {
    List<Stamp> stamps = new ArrayList<>(List.of(before));
    List<RevocationList> lists = readEntries(stamps);
    if (lists.isEmpty()) {
      throw directory
          .problem(
              TlsFailure.WRONG_CONTENT,
              "has no file with a revocation list among those named "
                  + RevocationFileName.LOOKED_AT)
          .withRemedy("Put the lists of all issuers into it, or name another directory.")
          .exception();
    }
    return new RevocationLists(lists, directory.describe(), stamps);
  }

  private void requireDirectory() throws ProblemException {
    if (RegularFile.state(directory).kind() != FileState.Kind.DIRECTORY) {
      throw directory
          .problem(TlsFailure.WRONG_CONTENT, "is not a directory")
          .withRemedy("Name a file of lists in sslcrl, a directory of such files in sslcrldir.")
          .exception();
    }
  }

  private List<RevocationList> readEntries(List<Stamp> stamps) throws ProblemException {
    List<RevocationList> lists = new ArrayList<>();
    long bytes = 0;
    for (Path entry : entries()) {
      if (Files.isDirectory(entry)) {
        continue;
      }
      // Before it is read, and for what is not there, which a link may point to later.
      FileStamp stamp = FileStamp.of(entry);
      stamps.add(stamp);
      bytes += stamp.size() > RegularFile.LIMIT ? 0 : stamp.size();
      if (bytes > MOST_BYTES) {
        throw tooMuch(
            "has more than "
                + (MOST_BYTES >> 20)
                + " MiB in files named as revocation lists may be");
      }
      lists.addAll(readEntry(Place.of(directory.origin(), entry), RevocationFileName.of(entry)));
    }
    return lists;
  }

  /**
   * The entries that are looked at, by their names alone. They stay paths: a name need not be in
   * the charset of the locale.
   */
  SortedSet<Path> entries() throws ProblemException {
    requireDirectory();
    SortedSet<Path> lookedAt = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.path())) {
      int count = 0;
      for (Path entry : entries) {
        if (++count > MOST_ENTRIES) {
          throw tooMuch(
              "has more than " + MOST_ENTRIES + " entries, which no directory of lists has");
        }
        if (RevocationFileName.of(entry) != RevocationFileName.OTHER) {
          lookedAt.add(entry);
        }
      }
      return lookedAt;
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      throw RegularFile.unreadable(directory, e, RegularFile.state(directory).access());
    }
  }

  private ProblemException tooMuch(String found) {
    return directory
        .problem(TlsFailure.WRONG_CONTENT, found)
        .withRemedy("Name a directory that holds nothing but revocation lists.")
        .exception();
  }

  private List<RevocationList> readEntry(Place place, RevocationFileName name)
      throws ProblemException {
    boolean isToBeList = name == RevocationFileName.LIST;
    boolean mayBeList = isToBeList || name == RevocationFileName.LIST_OR_CERTIFICATE;
    SourceBytes read;
    try {
      read = RegularFile.read(place, opener);
    } catch (ProblemException e) {
      if (mayBeList || e.problem().failure() == TlsFailure.FILE_UNREADABLE) {
        throw e;
      }
      return List.of();
    }
    try (SourceBytes file = read) {
      Content.Kind kind = file.content().kind();
      if (holdsList(file, kind)) {
        return RevocationListDecoder.decode(file);
      }
      if (isToBeList || (mayBeList && !SOMETHING_ELSE.contains(kind))) {
        RevocationListDecoder.decode(file);
        throw file.isNot(Wanted.REVOCATION_LIST);
      }
      return List.of();
    }
  }

  private static boolean holdsList(SourceBytes file, Content.Kind kind) {
    if (kind != Content.Kind.PEM) {
      return kind == Content.Kind.REVOCATION_LIST;
    }
    List<PemBlock> blocks = PemReader.read(file.bytes());
    PemBlock.wipe(blocks);
    return blocks.stream().anyMatch(block -> block.label().equals(PemLabel.REVOCATION_LIST));
  }
}
