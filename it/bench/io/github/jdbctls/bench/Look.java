package io.github.jdbctls.bench;

import io.github.jdbctls.connect.ConnectSteps;
import io.github.jdbctls.context.TlsContexts;
import io.github.jdbctls.settings.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to find that no file has changed: root, certificate, key and revocation list.
 *
 * @param name of the alternative
 * @param task that is measured
 */
record Look(String name, Task task) implements Contestant {
  static final String ROW = "look";

  /** The whole step of a connect: the key of the settings, the look, the context. */
  static final String CONTEXT = "jdbc-tls finds its context";

  /** The least that the JDK can do. */
  static final String STAT = "the JDK's stat of four files";

  /** Something that is measured. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  static List<Contestant> all(World world) throws Exception {
    Row row = Row.all().get(0);
    Material material = world.material(false);
    Map<String, String> parameters = new HashMap<>(Contestants.ourSettings(row, material));
    parameters.put("sslcrl", material.revocationList().toString());
    TlsSettings settings =
        ConnectSteps.settings(
            "jdbc:tls:postgresql://localhost:" + world.port(row) + "/postgres", parameters);
    List<Path> files =
        List.of(
            material.roots(), material.certificate(), material.key(), material.revocationList());
    return List.of(
        new Look(CONTEXT, () -> TlsContexts.shared().get(settings)),
        new Look(STAT, () -> stat(files)));
  }

  private static void stat(List<Path> files) throws Exception {
    for (Path file : files) {
      if (Files.readAttributes(file, "unix:ctime,size,lastModifiedTime,fileKey").isEmpty()) {
        throw new IllegalStateException("no attributes of " + file);
      }
    }
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public Measured[] turn() throws Exception {
    Measured.Start start = Measured.start();
    task.run();
    return new Measured[] {start.end()};
  }
}
