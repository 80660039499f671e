package io.github.jdbctls.material;

import java.security.cert.X509CRL;
import java.util.List;

/**
 * The revocation lists of a file and a directory. Immutable but for what the lists remember of
 * their signatures.
 *
 * @param lists at least one, whoever issued them
 * @param source the file and the directory in words
 * @param stamps of the files that were read, and of the directory
 */
public record RevocationLists(List<RevocationList> lists, String source, List<Stamp> stamps) {
  /** Copies the lists. */
  public RevocationLists {
    lists = List.copyOf(lists);
    stamps = List.copyOf(stamps);
  }

  /** Whether they were read to be the same, whenever that was and whoever had named them. */
  public boolean holdSameAs(RevocationLists other) {
    return crls().equals(other.crls());
  }

  private List<X509CRL> crls() {
    return lists.stream().map(RevocationList::crl).toList();
  }
}
