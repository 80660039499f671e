package io.github.jdbctls.it.libpq;

import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.FreshJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A JVM with an environment of its own. Immutable.
 *
 * @param options of the JVM; {@value #FOLDER} stands for the PKI's folder
 * @param variables of the environment; likewise
 * @param obeysPermissions whether it may read only what permissions allow, root's own included
 */
record Jvm(List<String> options, Map<String, String> variables, boolean obeysPermissions) {
  /** Stands for the folder of the PKI. */
  static final String FOLDER = "{folder}";

  private static final String[] WITHOUT_PRIVILEGES = {
    "setpriv", "--bounding-set=-dac_override,-dac_read_search"
  };

  Jvm {
    options = List.copyOf(options);
    variables = Map.copyOf(variables);
  }

  /** A JVM with these options. */
  static Jvm withOptions(String... options) {
    return new Jvm(List.of(options), Map.of(), false);
  }

  /** A JVM whose trust store holds the root CA. */
  static Jvm trustingTheRoot() {
    return withOptions(
        "-Djavax.net.ssl.trustStore=" + FOLDER + "/root_ca.p12",
        "-Djavax.net.ssl.trustStorePassword=" + LibpqFiles.STORE_PASSWORD);
  }

  /** A JVM with this home directory, in the PKI's folder. */
  static Jvm withHome(String home) {
    return withOptions().variable("HOME", FOLDER + "/" + home);
  }

  /** A JVM to which the permissions of files apply. */
  static Jvm withoutPrivileges() {
    return new Jvm(List.of(), Map.of(), true);
  }

  /** The same with one more variable. */
  Jvm variable(String name, String value) {
    Map<String, String> all = new HashMap<>(variables);
    all.put(name, value);
    return new Jvm(options, all, obeysPermissions);
  }

  /** Makes it. */
  FreshJvm fresh(Path folder) {
    FreshJvm jvm = FreshJvm.with(ClassPath.ofApplication());
    for (String option : options) {
      jvm = jvm.option(option.replace(FOLDER, folder.toString()));
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      jvm = jvm.variable(variable.getKey(), variable.getValue().replace(FOLDER, folder.toString()));
    }
    if (!obeysPermissions || !LibpqClientFiles.isRoot()) {
      return jvm;
    }
    Requirement.met(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, WITHOUT_PRIVILEGES[0]))),
        WITHOUT_PRIVILEGES[0],
        "without it root reads every file");
    return jvm.startedBy(WITHOUT_PRIVILEGES);
  }
}
