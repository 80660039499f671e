package io.github.jdbctls.it.corpus;

import io.github.jdbctls.it.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that make files. Immutable. */
record Tools(Tool openssl, Tool keytool) {
  /** Finds them. */
  static Tools find() {
    return new Tools(Tool.openssl(), Tool.keytool());
  }

  /**
   * Has {@code keytool} put the entries of a PKCS#12 store into a store of another kind.
   *
   * @param options what kind
   */
  byte[] keyStore(Path from, String password, Path to, String... options) throws IOException {
    Files.deleteIfExists(to);
    return addEntries(from, password, to, options);
  }

  /** As {@link #keyStore}, into a store that may be there. */
  byte[] addEntries(Path from, String password, Path to, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("-importkeystore", "-noprompt"));
    all.addAll(List.of("-srckeystore", from.toString(), "-srcstoretype", "PKCS12"));
    all.addAll(List.of("-srcstorepass", password));
    all.addAll(List.of("-destkeystore", to.toString(), "-deststorepass", password));
    all.addAll(List.of(options));
    keytool.run(all.toArray(String[]::new));
    return Files.readAllBytes(to);
  }
}
