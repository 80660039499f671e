package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads a file that a parameter names, without ever blocking on what is none. */
final class RegularFile {
  /** The largest file that is read: 16 MiB, a hundred times the largest root bundle. */
  static final int LIMIT = 16 << 20;

  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  /** How a file is opened. */
  interface Opener {
    InputStream open(Path path) throws IOException;
  }

  private RegularFile() {}

  /** Reads a file, as {@link #read(Place, Opener)}. */
  static SourceBytes read(Place place) throws ProblemException {
    return read(place, LIMIT);
  }

  /** Reads a file of no more than so many bytes. */
  static SourceBytes read(Place place, int limit) throws ProblemException {
    return read(place, Files::newInputStream, limit);
  }

  /** Reads a file that is opened in this way. */
  static SourceBytes read(Place place, Opener opener) throws ProblemException {
    return read(place, opener, LIMIT);
  }

  /**
   * Reads a file.
   *
   * <ol>
   *   <li>What is no regular file is not opened: a FIFO would block.
   *   <li>Nor is one whose size is said to be zero: it is empty, or one of the kernel's own, such
   *       as {@code /proc/kmsg}, which may block as well.
   *   <li>No more bytes are read than the limit, whatever the size was said to be.
   *   <li>The state is the same before and after, else the file is read again, a few times.
   *   <li>A file with nothing but white space is empty.
   * </ol>
   *
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY or WRONG_CONTENT
   */
  private static SourceBytes read(Place place, Opener opener, int limit) throws ProblemException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
      FileState before = state(place);
      requireReadable(place, before, limit);
      byte[] bytes = bytes(place, before, opener, limit);
      if (bytes.length > limit) {
        Arrays.fill(bytes, (byte) 0);
        throw tooLarge(place, limit);
      }
      if (state(place).equals(before)) {
        if (isBlank(bytes)) {
          throw empty(place);
        }
        return new SourceBytes(place, Optional.of(before), bytes);
      }
      Arrays.fill(bytes, (byte) 0);
    }
    throw place
        .problem(TlsFailure.FILE_UNREADABLE, "changes while it is read")
        .withRemedy("Replace the file in one step, by renaming a complete one.")
        .exception();
  }

  /** The state of what is there; where nothing is, the problem. */
  static FileState state(Place place) throws ProblemException {
    try {
      return FileState.of(place.path());
    } catch (IOException | RuntimeException e) {
      // JDKs differ on the exception for a path that goes through a file.
      boolean through = passesThroughFile(place.path());
      if (!through && !(e instanceof NoSuchFileException)) {
        throw unreadable(place, e, Optional.empty());
      }
      Path target = FileState.linkTarget(place.path());
      String reason =
          through
              ? "does not exist: its path goes through a regular file"
              : target == null
                  ? "does not exist"
                  : "is a symbolic link to " + target + ", which does not exist";
      throw place.problem(TlsFailure.FILE_MISSING, reason).withCause(e).exception();
    }
  }

  private static boolean passesThroughFile(Path path) {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      if (Files.isRegularFile(parent)) {
        return true;
      }
    }
    return false;
  }

  private static void requireReadable(Place place, FileState state, int limit)
      throws ProblemException {
    switch (state.kind()) {
      case DIRECTORY ->
          throw place.problem(TlsFailure.WRONG_CONTENT, "is a directory, not a file").exception();
      case OTHER ->
          throw place
              .problem(TlsFailure.WRONG_CONTENT, "is a FIFO, socket or device, not a regular file")
              .exception();
      case REGULAR -> {
        if (state.stamp().size() == 0) {
          throw empty(place);
        }
        if (state.stamp().size() > limit) {
          throw tooLarge(place, limit);
        }
      }
    }
  }

  private static byte[] bytes(Place place, FileState state, Opener opener, int limit)
      throws ProblemException {
    // Of the size that is needed, so that no part of a key stays behind in buffers that grow.
    byte[] buffer = new byte[Math.toIntExact(state.stamp().size()) + 1];
    try (InputStream in = opener.open(place.path())) {
      int read = in.readNBytes(buffer, 0, buffer.length);
      return read < buffer.length ? Arrays.copyOf(buffer, read) : withRest(buffer, in, limit);
    } catch (IOException | RuntimeException e) {
      throw unreadable(place, e, state.access());
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  /** Of a file that has grown, or does not tell its size. */
  private static byte[] withRest(byte[] start, InputStream in, int limit) throws IOException {
    byte[] all = Arrays.copyOf(start, limit + 1);
    try {
      int rest = in.readNBytes(all, start.length, all.length - start.length);
      return Arrays.copyOf(all, start.length + rest);
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  /** The problem that something which exists cannot be read. */
  static ProblemException unreadable(Place place, Exception e, Optional<FileState.Access> access) {
    String reason =
        e instanceof AccessDeniedException
            ? "permission denied"
            : e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    String user = System.getProperty("user.name", "?");
    return place
        .problem(
            TlsFailure.FILE_UNREADABLE,
            "cannot be read by the user \""
                + user
                + "\": "
                + reason
                + access.map(a -> " (" + a + ")").orElse(""))
        .withCause(e)
        .exception();
  }

  /** The problem that there is nothing but white space. */
  static ProblemException empty(Place place) {
    return place.problem(TlsFailure.FILE_EMPTY, "is empty").exception();
  }

  /** The problem that there is more than is read. */
  static ProblemException tooLarge(Place place, int limit) {
    String most = limit < 1 << 20 ? (limit >> 10) + " KiB" : (limit >> 20) + " MiB";
    return place
        .problem(TlsFailure.WRONG_CONTENT, "is larger than " + most + ", the most that is read")
        .exception();
  }

  /** Whether there is nothing but white space. */
  static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }
}
