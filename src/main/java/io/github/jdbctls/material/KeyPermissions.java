package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may read a file with a private key: libpq's rule, for every file that a key is taken from.
 *
 * <p>The target of a symbolic link counts, not the link. By the bits alone:
 *
 * <ol>
 *   <li>A file of root: the group may read it (so {@code 0640} at most); nothing for others.
 *   <li>A file of anybody else: nothing for group or others.
 *   <li>The owner's own bits are free, and the owner need not be the running user.
 * </ol>
 *
 * <p>Where a file has no such bits but an access control list, on Windows, the list must let nobody
 * else read it than its owner, the running user, SYSTEM and the administrators ({@link FileAcl}).
 * libpq checks nothing there. A file system with neither is not checked.
 *
 * @see <a href="https://www.postgresql.org/docs/18/libpq-ssl.html">libpq, "Client Certificates"</a>
 */
final class KeyPermissions {
  private static final int ROOT = 0;
  private static final int ALLOWED_FOR_ROOT = 0740;
  private static final int ALLOWED = 0700;
  private static final String REMEDY =
      "Set its mode to 0600, or to 0640 if it belongs to root. For a Kubernetes secret set"
          + " fsGroup with defaultMode 0440 or 0640, or 0400 if it belongs to the running user.";

  private KeyPermissions() {}

  /** Why the file is too open, or empty if it is not. */
  static Optional<String> objection(FileState.Access access) {
    int allowed = access.uid() == ROOT ? ALLOWED_FOR_ROOT : ALLOWED;
    return (access.mode() & ~allowed) == 0
        ? Optional.empty()
        : Optional.of("is open to others than its owner (" + access + ")");
  }

  private static Optional<String> objection(Place place, FileAcl acl) {
    return objection(acl, FileAcl.privileged(place.path().getFileSystem()));
  }

  /** Why the file is too open by its list, or empty if it is not. */
  static Optional<String> objection(FileAcl acl, Predicate<UserPrincipal> mayRead) {
    return acl.stranger(mayRead)
        .map(
            who ->
                "is open to others than its owner (\""
                    + who.getName()
                    + "\" may read it, owned by \""
                    + acl.owner().getName()
                    + "\")");
  }

  /** The command that leaves the file to the running user alone. */
  static String aclRemedy(Place place) {
    return "Let its owner alone read it: icacls \""
        + place.name()
        + "\" /inheritance:r /grant:r \"%USERNAME%:R\"";
  }

  /** Checks the state in which a file with a private key was read. */
  static Optional<String> check(SourceBytes file, boolean enforced) throws ProblemException {
    return check(file, "a private key", enforced);
  }

  /**
   * Checks the state in which the file was read.
   *
   * @param secret what is in it, with its article
   * @param enforced whether an objection is an error
   * @return else the objection, as a warning
   * @throws ProblemException KEY_PERMISSIONS
   */
  static Optional<String> check(SourceBytes file, String secret, boolean enforced)
      throws ProblemException {
    Optional<FileAcl> acl = file.acl();
    Optional<String> byAcl =
        acl.isPresent() ? objection(file.place(), acl.orElseThrow()) : Optional.empty();
    Optional<FileState.Access> access = file.access();
    Optional<String> byMode =
        access.isPresent() ? objection(access.orElseThrow()) : Optional.empty();
    Optional<String> objection = byMode.isPresent() ? byMode : byAcl;
    if (objection.isEmpty()) {
      return Optional.empty();
    }
    String clause = "has " + secret + " and " + objection.orElseThrow();
    if (enforced) {
      throw file.place()
          .problem(TlsFailure.KEY_PERMISSIONS, clause)
          .withRemedy(byAcl.isPresent() ? aclRemedy(file.place()) : REMEDY)
          .exception();
    }
    return Optional.of(
        file.place().describe() + " " + clause + ", which sslkeypermissions=warn allows");
  }
}
