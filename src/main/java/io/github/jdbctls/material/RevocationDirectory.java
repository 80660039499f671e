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
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Reads a directory of revocation lists.
 *
 * <ol>
 *   <li>It exists, is a directory, and has no more than {@value #MOST_ENTRIES} entries.
 *   <li>Every entry is read, symbolic links followed, whatever its name: more than the hashed names
 *       that OpenSSL looks for. Hidden names and directories are not.
 *   <li>A file with a list in it serves. So does not, but may be there, one of another kind.
 *   <li>A file that is to hold a list and does not is an error: one whose name ends in {@code .crl}
 *       or, as OpenSSL's hashed names do, in {@code .r0}; one named {@code .pem} or {@code .der}
 *       unless it evidently holds something else, such as certificates; one with a damaged list;
 *       and any that may not be read.
 *   <li>There is at least one list, and no entry came or went meanwhile; else all is read again, a
 *       few times.
 * </ol>
 */
final class RevocationDirectory {
  static final int MOST_ENTRIES = 4096;

  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);
  private static final Pattern LIST_NAME =
      Pattern.compile(".*\\.(crl|r[0-9]+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern CERTIFICATE_OR_LIST_NAME =
      Pattern.compile(".*\\.(pem|der)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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

  RevocationDirectory(Place directory) {
    this.directory = directory;
  }

  /** Reads all lists. */
  RevocationLists read() throws ProblemException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
      requireDirectory();
      FileStamp before = FileStamp.of(directory.path());
      List<FileStamp> stamps = new ArrayList<>(List.of(before));
      List<RevocationList> lists = readEntries(stamps);
      if (FileStamp.of(directory.path()).equals(before)) {
        if (lists.isEmpty()) {
          throw directory
              .problem(TlsFailure.WRONG_CONTENT, "has no file with a revocation list")
              .withRemedy("Put the lists of all issuers into it, or name another directory.")
              .exception();
        }
        return new RevocationLists(lists, directory.describe(), stamps);
      }
    }
    throw directory
        .problem(TlsFailure.FILE_UNREADABLE, "changes while it is read")
        .withRemedy("Replace files in one step, by renaming complete ones.")
        .exception();
  }

  private void requireDirectory() throws ProblemException {
    if (SourceFile.state(directory).kind() != FileState.Kind.DIRECTORY) {
      throw directory
          .problem(TlsFailure.WRONG_CONTENT, "is not a directory")
          .withRemedy("Name a file of lists in sslcrl, a directory of such files in sslcrldir.")
          .exception();
    }
  }

  private List<RevocationList> readEntries(List<FileStamp> stamps) throws ProblemException {
    List<RevocationList> lists = new ArrayList<>();
    for (String name : names()) {
      Path path = directory.path().resolve(name);
      if (name.startsWith(".") || Files.isDirectory(path)) {
        continue;
      }
      // Before it is read, and for what is not there, which a link may point to later.
      stamps.add(FileStamp.of(path));
      lists.addAll(readEntry(new Place(directory.origin(), path), name));
    }
    return lists;
  }

  private Set<String> names() throws ProblemException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.path())) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
        if (names.size() > MOST_ENTRIES) {
          throw directory
              .problem(
                  TlsFailure.WRONG_CONTENT,
                  "has more than " + MOST_ENTRIES + " entries, which no directory of lists has")
              .withRemedy("Name a directory that holds nothing but revocation lists.")
              .exception();
        }
      }
      return names;
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      throw SourceFile.unreadable(directory, e, SourceFile.state(directory).access());
    }
  }

  private static List<RevocationList> readEntry(Place place, String name) throws ProblemException {
    boolean isToBeList = LIST_NAME.matcher(name).matches();
    boolean mayBeList = isToBeList || CERTIFICATE_OR_LIST_NAME.matcher(name).matches();
    SourceFile read;
    try {
      read = SourceFile.read(place, Files::newInputStream);
    } catch (ProblemException e) {
      if (mayBeList || e.problem().failure() == TlsFailure.FILE_UNREADABLE) {
        throw e;
      }
      return List.of();
    }
    try (SourceFile file = read) {
      Content.Kind kind = file.content().kind();
      if (holdsList(file, kind)) {
        return RevocationListDecoder.decode(file);
      }
      if (isToBeList || (mayBeList && !SOMETHING_ELSE.contains(kind))) {
        RevocationListDecoder.decode(file);
        throw file.isNot("a certificate revocation list");
      }
      return List.of();
    }
  }

  private static boolean holdsList(SourceFile file, Content.Kind kind) {
    if (kind != Content.Kind.PEM) {
      return kind == Content.Kind.REVOCATION_LIST;
    }
    List<PemBlock> blocks = PemReader.read(file.bytes());
    blocks.forEach(PemBlock::wipe);
    return blocks.stream().anyMatch(block -> block.label().equals(PemLabel.REVOCATION_LIST));
  }
}
