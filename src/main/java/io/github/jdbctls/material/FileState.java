package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one {@code stat} says about a file, symbolic links followed. Immutable.
 *
 * @param stamp what tells a change
 * @param kind whether it can be read without blocking
 * @param access owner and mode; empty where the file system has none
 * @param acl owner and access control list, only where the file system has no mode
 */
record FileState(FileStamp stamp, Kind kind, Optional<Access> access, Optional<FileAcl> acl) {
  // Written out: the compiler's own spins dozens of classes in the first connect of a JVM.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileState that
        && Objects.equals(stamp, that.stamp)
        && kind == that.kind
        && Objects.equals(access, that.access)
        && Objects.equals(acl, that.acl);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stamp, kind, access, acl);
  }

  /** Kinds of file. */
  enum Kind {
    REGULAR,
    DIRECTORY,
    /** A FIFO, socket or device: opening one may block for ever. */
    OTHER
  }

  /**
   * Who may do what.
   *
   * @param uid the owner; -1 where the file system does not tell the number
   * @param mode the nine permission bits
   */
  record Access(int uid, int mode) {
    static final int UNKNOWN_OWNER = -1;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Access that && uid == that.uid && mode == that.mode;
    }

    @Override
    public int hashCode() {
      return Objects.hash(uid, mode);
    }

    @Override
    public String toString() {
      String bits = "mode %04o".formatted(mode);
      return uid == UNKNOWN_OWNER ? bits : bits + ", owned by uid " + uid;
    }
  }

  private static final String UNIX = "unix";

  // Named one by one: "unix:*" would also look up the names of owner and group.
  private static final String STAMP_ATTRIBUTES = "unix:ctime,size,lastModifiedTime,fileKey";
  private static final String ATTRIBUTES = STAMP_ATTRIBUTES + ",mode,uid";

  private static final int TYPE_BITS = 0170000;
  private static final int REGULAR_TYPE = 0100000;
  private static final int DIRECTORY_TYPE = 0040000;

  /** Reads the state. Throws what the file system says. */
  static FileState of(Path path) throws IOException {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains(UNIX)) {
      return unix(path, Files.readAttributes(path, ATTRIBUTES));
    }
    if (views.contains("posix")) {
      PosixFileAttributes posix = Files.readAttributes(path, PosixFileAttributes.class);
      return portable(
          path,
          posix,
          Optional.of(new Access(Access.UNKNOWN_OWNER, bits(posix.permissions()))),
          Optional.empty());
    }
    return portable(
        path,
        Files.readAttributes(path, BasicFileAttributes.class),
        Optional.empty(),
        views.contains("acl") ? FileAcl.of(path) : Optional.empty());
  }

  /**
   * Reads no more than the stamp, if the file system has a key for each file, so that one which has
   * become a directory has another stamp; else null. Throws what the file system says.
   */
  static @Nullable FileStamp keyedStamp(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
      return null;
    }
    FileStamp stamp = unixStamp(path, Files.readAttributes(path, STAMP_ATTRIBUTES));
    return stamp.fileKey() == null ? null : stamp;
  }

  private static FileStamp unixStamp(Path path, Map<String, Object> attributes) {
    return new FileStamp(
        path,
        true,
        attribute(attributes, "size", Long.class),
        attribute(attributes, "lastModifiedTime", FileTime.class),
        attribute(attributes, "ctime", FileTime.class),
        attributes.get("fileKey"));
  }

  private static FileState unix(Path path, Map<String, Object> attributes) {
    int mode = attribute(attributes, "mode", Integer.class);
    int type = mode & TYPE_BITS;
    return new FileState(
        unixStamp(path, attributes),
        kind(type == REGULAR_TYPE, type == DIRECTORY_TYPE),
        Optional.of(new Access(attribute(attributes, "uid", Integer.class), mode & 0777)),
        Optional.empty());
  }

  private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
    return Objects.requireNonNull(type.cast(attributes.get(name)), name);
  }

  private static FileState portable(
      Path path, BasicFileAttributes attributes, Optional<Access> access, Optional<FileAcl> acl) {
    FileStamp stamp =
        new FileStamp(
            path,
            true,
            attributes.size(),
            attributes.lastModifiedTime(),
            null,
            attributes.fileKey());
    return new FileState(
        stamp, kind(attributes.isRegularFile(), attributes.isDirectory()), access, acl);
  }

  private static Kind kind(boolean regular, boolean directory) {
    return regular ? Kind.REGULAR : directory ? Kind.DIRECTORY : Kind.OTHER;
  }

  private static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (char letter : PosixFilePermissions.toString(permissions).toCharArray()) {
      bits = bits << 1 | (letter == '-' ? 0 : 1);
    }
    return bits;
  }

  /** Where the path points if it is a symbolic link, for messages. */
  static @Nullable Path linkTarget(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .isSymbolicLink()
          ? Files.readSymbolicLink(path)
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
