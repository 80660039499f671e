package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.RevocationSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads material in a JVM of its own, so that a test sees what that JVM loads and believes. */
final class FreshJvm {
  private FreshJvm() {}

  /**
   * Reads the root source {@code args[0]}, lists of the name plus {@code .crl} and a directory of
   * them of the name plus {@code .crls}, then chain and key in pairs.
   */
  public static void main(String[] args) throws ProblemException {
    TrustMaterial trust =
        TrustMaterialReader.read(
            args[0].equals("system")
                ? Settings.system()
                : Settings.source("sslrootcert", Path.of(args[0])),
            Optional.empty());
    System.out.println("ANCHORS " + trust.anchors().size() + " of " + trust.source());
    Path lists = Path.of(args[0] + ".crl");
    if (Files.exists(lists)) {
      RevocationLists read =
          RevocationListReader.read(
                  new RevocationSources(
                      Optional.of(Settings.source("sslcrl", lists)), Optional.empty()))
              .orElseThrow();
      System.out.println("LISTS " + read.lists().size());
    }
    Path directory = Path.of(args[0] + ".crls");
    if (Files.exists(directory)) {
      RevocationLists read =
          RevocationListReader.read(
                  new RevocationSources(
                      Optional.empty(), Optional.of(Settings.directory(directory))))
              .orElseThrow();
      System.out.println("DIRECTORY " + read.lists().size());
    }
    for (int i = 1; i + 1 < args.length; i += 2) {
      Identity identity =
          IdentityReader.read(
                  Settings.certificate(Path.of(args[i])),
                  Settings.key(Path.of(args[i + 1])),
                  Settings.password("secret"))
              .orElseThrow();
      System.out.println("KEY " + identity.key().getAlgorithm());
    }
  }

  /** All that such a JVM prints. */
  static String run(List<String> options, Object... args) throws IOException, InterruptedException {
    return run(Map.of(), options, args);
  }

  /** All that such a JVM prints with these variables in its environment. */
  static String run(Map<String, String> environment, List<String> options, Object... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(FreshJvm.class.getName());
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "EXIT " + process.waitFor();
  }
}
