package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file whose first line is a password.
 *
 * <ol>
 *   <li>It is a regular file of 64 KiB at most ({@link RegularFile}).
 *   <li>It is closed to others by the rule for key files ({@link KeyPermissions}); where that is
 *       not enforced, an open one is a warning.
 *   <li>It is UTF-8, with or without a byte order mark.
 *   <li>The first line counts, without its line break; white space in it belongs to the password.
 *       It is not empty.
 * </ol>
 */
final class PasswordFile {
  /** The largest file: no password is that long, but a file may have comments below it. */
  static final int LIMIT = 64 << 10;

  private final char[] firstLine;
  private final List<Stamp> stamps;
  private final Optional<String> warning;

  private PasswordFile(char[] firstLine, List<Stamp> stamps, Optional<String> warning) {
    this.firstLine = firstLine;
    this.stamps = stamps;
    this.warning = warning;
  }

  /**
   * Reads the file.
   *
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, WRONG_CONTENT or
   *     KEY_PERMISSIONS
   */
  static PasswordFile read(Place place, boolean enforcesPermissions) throws ProblemException {
    try (SourceBytes file = RegularFile.read(place, LIMIT)) {
      Optional<String> warning = KeyPermissions.check(file, "a password", enforcesPermissions);
      return new PasswordFile(firstLine(file), file.stamps(), warning);
    }
  }

  private static char[] firstLine(SourceBytes file) throws ProblemException {
    byte[] bytes = file.bytes();
    int from = hasByteOrderMark(bytes) ? 3 : 0;
    int to = from;
    while (to < bytes.length && bytes[to] != '\n' && bytes[to] != '\r') {
      to++;
    }
    if (from == to) {
      throw file.place()
          .problem(TlsFailure.FILE_EMPTY, "has an empty first line, where the password belongs")
          .withRemedy("Write the password into its first line.")
          .exception();
    }
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      char[] line = Arrays.copyOfRange(decoded.array(), 0, decoded.limit());
      Arrays.fill(decoded.array(), '\0');
      return line;
    } catch (CharacterCodingException e) {
      throw file.place()
          .problem(TlsFailure.WRONG_CONTENT, "has a first line that is no text in UTF-8")
          .withRemedy("Write the password into the file in UTF-8.")
          .exception();
    }
  }

  private static boolean hasByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** The password itself, not a copy, for the caller to wipe. */
  char[] firstLine() {
    return firstLine;
  }

  /** What tells a change of the file. */
  List<Stamp> stamps() {
    return stamps;
  }

  /** A sentence for the log, if others can read the file. */
  Optional<String> warning() {
    return warning;
  }
}
