package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may read a file on Windows. Immutable.
 *
 * @param owner the owner
 * @param entries the access control list in the order in which Windows goes through it
 */
record FileAcl(UserPrincipal owner, List<AclEntry> entries) {
  /** SYSTEM, Administrators, and whoever owns or made the file. */
  private static final Set<String> PRIVILEGED =
      Set.of("S-1-5-18", "S-1-5-32-544", "S-1-3-0", "S-1-3-4");

  private static final List<String> NAMES =
      List.of("NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

  FileAcl {
    entries = List.copyOf(entries);
  }

  /** The list of a file; empty if it has none, or it cannot be read. */
  static Optional<FileAcl> of(Path path) {
    AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new FileAcl(view.getOwner(), view.getAcl()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The first who may read the file without being one of those that may.
   *
   * <ol>
   *   <li>The owner may, and whoever {@code mayRead} names.
   *   <li>An entry for files below a folder only says nothing of the file.
   *   <li>For anybody else the first entry about reading the data counts: if it allows that, the
   *       file is open to them. An entry of another user or group does not deny it to them.
   * </ol>
   */
  Optional<UserPrincipal> stranger(Predicate<UserPrincipal> mayRead) {
    Set<UserPrincipal> denied = new HashSet<>();
    for (AclEntry entry : entries) {
      UserPrincipal who = entry.principal();
      if (!entry.permissions().contains(AclEntryPermission.READ_DATA)
          || entry.flags().contains(AclEntryFlag.INHERIT_ONLY)) {
        continue;
      }
      if (entry.type() == AclEntryType.DENY) {
        denied.add(who);
      } else if (entry.type() == AclEntryType.ALLOW
          && !denied.contains(who)
          && !who.equals(owner)
          && !mayRead.test(who)) {
        return Optional.of(who);
      }
    }
    return Optional.empty();
  }

  /** Whether somebody is the running user, SYSTEM or an administrator. */
  static Predicate<UserPrincipal> privileged(FileSystem files) {
    Set<UserPrincipal> known = new HashSet<>();
    NAMES.forEach(name -> lookup(files, name).ifPresent(known::add));
    lookup(files, System.getProperty("user.name", "")).ifPresent(known::add);
    return who -> known.contains(who) || isPrivileged(who);
  }

  /**
   * Windows translates the names of its own accounts. The JDK's principals of Windows hash by their
   * security identifier, which is the same everywhere, and say that the account is no user.
   */
  private static boolean isPrivileged(UserPrincipal who) {
    String words = who.toString();
    return (words.endsWith(" (Alias)") || words.endsWith(" (Well-known group)"))
        && PRIVILEGED.stream().anyMatch(sid -> sid.hashCode() == who.hashCode());
  }

  private static Optional<UserPrincipal> lookup(FileSystem files, String name) {
    try {
      return Optional.of(files.getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
