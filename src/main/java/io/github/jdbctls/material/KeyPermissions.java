package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.util.Optional;

/**
 * Who may read a file with a private key: libpq's rule, for every file that a key is taken from.
 *
 * <p>The target of a symbolic link counts, not the link. File systems without POSIX permissions are
 * not checked. By the bits alone:
 *
 * <ol>
 *   <li>A file of root: the group may read it (so {@code 0640} at most); nothing for others.
 *   <li>A file of anybody else: nothing for group or others.
 *   <li>The owner's own bits are free, and the owner need not be the running user.
 * </ol>
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
    Optional<String> objection =
        file.access()
            .flatMap(KeyPermissions::objection)
            .map(clause -> "has " + secret + " and " + clause);
    if (objection.isPresent() && enforced) {
      throw file.place()
          .problem(TlsFailure.KEY_PERMISSIONS, objection.get())
          .withRemedy(REMEDY)
          .exception();
    }
    return objection.map(
        clause -> file.place().describe() + " " + clause + ", which sslkeypermissions=warn allows");
  }
}
