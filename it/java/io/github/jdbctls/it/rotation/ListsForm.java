package io.github.jdbctls.it.rotation;

import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In which files revocation lists are. */
enum ListsForm {
  /** One with all of them. */
  FILE {
    @Override
    Map<String, String> files(
        List<TestCertificate> authorities, Collection<TestCertificate> revoked, Expiry expiry) {
      return Map.of(Material.LISTS, Material.lists(authorities, revoked, expiry.until()));
    }

    @Override
    String parameter(Path folder) {
      return "&sslcrl=" + folder.resolve(Material.LISTS);
    }
  },
  /** A directory, with one for each authority, and the roots beside them. */
  DIRECTORY {
    @Override
    Map<String, String> files(
        List<TestCertificate> authorities, Collection<TestCertificate> revoked, Expiry expiry) {
      Map<String, String> files = new TreeMap<>();
      for (TestCertificate authority : authorities) {
        files.put(entry(authority), Material.list(authority, revoked, expiry.until()));
      }
      return files;
    }

    @Override
    String parameter(Path folder) {
      return "&sslcrldir=" + folder;
    }
  };

  private static final String ENTRY = "entry-";
  private static final String RENAMED = ".r1";

  abstract Map<String, String> files(
      List<TestCertificate> authorities, Collection<TestCertificate> revoked, Expiry expiry);

  /** A part of the URL. */
  abstract String parameter(Path folder);

  /** The name in a directory of the list of this authority, plain or as OpenSSL's hashed names. */
  static String entry(TestCertificate authority) {
    String name = Seen.subject(authority.certificate());
    int number = name.hashCode();
    return ENTRY + "%08x".formatted(number) + (number % 2 == 0 ? ".crl" : ".r0");
  }

  /** Another name of the list of this authority. */
  static String otherEntry(TestCertificate authority) {
    return entry(authority) + RENAMED;
  }

  /** Whether it is an entry of a directory, which reads well without it. */
  static boolean isEntry(String name) {
    return name.startsWith(ENTRY);
  }
}
