package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.Revocation.ListDirectory;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.it.postgres.NameHash;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the revocation lists of a chain into a client's folder. */
final class RevocationFiles {
  private final ServerChain chain;
  private final Revocation revocation;
  private final Path folder;

  RevocationFiles(ServerChain chain, Revocation revocation, Path folder) {
    this.chain = chain;
    this.revocation = revocation;
    this.folder = folder;
  }

  /** Writes them; the parameters that name them. */
  Map<String, String> parameters() throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (revocation.file() != ListFile.NONE) {
      parameters.put("sslcrl", file());
    }
    if (revocation.directory() != ListDirectory.NONE) {
      parameters.put("sslcrldir", directory());
    }
    return parameters;
  }

  /** One of each authority, the leaf's issuer first; a self-signed leaf is its own. */
  private List<TestCrl> lists() {
    List<TestCertificate> all = chain.certificates();
    List<TestCertificate> issuers = all.size() == 1 ? all : all.subList(1, all.size());
    List<TestCrl> lists = new ArrayList<>();
    for (int i = 0; i < issuers.size(); i++) {
      TestCrl list = TestCrl.of(issuers.get(i));
      boolean twisted = i == revocation.level() % issuers.size();
      lists.add(twisted ? revocation.twist().apply(list, all.get(i), chain.otherRoot()) : list);
    }
    return lists;
  }

  private String file() throws IOException {
    Path file = folder.resolve("crl-" + revocation.file() + ".pem");
    List<TestCrl> lists = lists();
    String all = pem(lists);
    switch (revocation.file()) {
      case EMPTY_VALUE -> {
        return "";
      }
      case MISSING -> {
        return file.toString();
      }
      case DIRECTORY -> Files.createDirectories(file);
      case DER -> Files.write(file, lists.get(0).der());
      case ALL_TWICE -> Files.writeString(file, all + all);
      case TEXT_AROUND -> Files.writeString(file, "lists\n" + all + "end\n");
      case CRLF -> Files.writeString(file, all.replace("\n", "\r\n"));
      case WITH_CERTIFICATES ->
          Files.writeString(
              file,
              TestCertificate.pem(
                      chain.intermediates().stream().map(TestCertificate::certificate).toList())
                  + all);
      case OF_LEAF_ISSUER -> lists.get(0).writePem(file);
      case OF_ROOT -> lists.get(lists.size() - 1).writePem(file);
      case WITHOUT_ROOT ->
          Files.writeString(file, pem(lists.subList(0, Math.max(1, lists.size() - 1))));
      case EMPTY -> Files.writeString(file, "");
      case GARBAGE -> Files.writeString(file, "no list\n");
      default -> Files.writeString(file, all);
    }
    return file.toString();
  }

  private static String pem(List<TestCrl> lists) {
    return lists.stream().map(TestCrl::pem).collect(Collectors.joining());
  }

  private String directory() throws IOException {
    Path directory = folder.resolve("crls-" + revocation.directory());
    switch (revocation.directory()) {
      case EMPTY_VALUE -> {
        return "";
      }
      case MISSING -> {
        return directory.toString();
      }
      case FILE -> Files.writeString(directory, pem(lists()));
      case EMPTY -> Files.createDirectories(directory);
      case OF_LEAF_ISSUER -> writeHashed(Files.createDirectories(directory), lists().subList(0, 1));
      case ALL_BY_OTHER_NAMES -> {
        Files.createDirectories(directory);
        int number = 0;
        for (TestCrl list : lists()) {
          list.writePem(directory.resolve("list" + number++ + ".pem"));
        }
      }
      default -> writeHashed(Files.createDirectories(directory), lists());
    }
    return directory.toString();
  }

  private static void writeHashed(Path directory, List<TestCrl> lists) throws IOException {
    for (TestCrl list : lists) {
      list.writePem(directory.resolve(NameHash.of(list.build().getIssuerX500Principal()) + ".r0"));
    }
  }
}
