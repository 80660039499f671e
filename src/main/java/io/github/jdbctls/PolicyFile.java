package io.github.jdbctls;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a policy from its file; anything that is not understood is an error. */
final class PolicyFile {
  private static final String LEAST_MODE = "least-mode";
  private static final String LEAST_PROTOCOL = "least-protocol";
  private static final String ENVIRONMENT = "environment";
  private static final String KEY_PERMISSIONS = "key-permissions";
  private static final String URL_SOURCES = "url-sources";
  private static final String URL_FOLDERS = "url-folders";
  private static final List<String> KEYS =
      List.of(LEAST_MODE, LEAST_PROTOCOL, ENVIRONMENT, KEY_PERMISSIONS, URL_SOURCES, URL_FOLDERS);
  private static final String NO_SOURCE = "none";

  private final String name;

  private PolicyFile(String name) {
    this.name = name;
  }

  /**
   * Reads the file.
   *
   * @throws ProblemException with {@link TlsFailure#INVALID_POLICY} if it is missing or unreadable,
   *     sets nothing, sets a key twice, or has a key or value that is not known
   */
  static TlsPolicy read(String name) throws ProblemException {
    return new PolicyFile(name).read();
  }

  private TlsPolicy read() throws ProblemException {
    Map<String, String> entries = entries();
    if (entries.isEmpty()) {
      throw invalid("sets nothing", "Set " + LEAST_MODE + ", for example, or remove the property.");
    }
    TlsPolicy policy = TlsPolicy.unrestricted().from("the policy file " + name);
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      policy = with(policy, entry.getKey(), entry.getValue());
    }
    return policy;
  }

  private TlsPolicy with(TlsPolicy policy, String key, String value) throws ProblemException {
    return switch (key) {
      case LEAST_MODE ->
          policy.withLeastMode(known(key, value, SslMode::parse, SslMode.parameterValues()));
      case LEAST_PROTOCOL ->
          policy.withLeastProtocol(known(key, value, TlsVersion::parse, TlsVersion.protocols()));
      case ENVIRONMENT ->
          switch (value) {
            case "read" -> policy;
            case "ignore" -> policy.withoutEnvironment();
            default -> throw invalidValue(key, value, List.of("read", "ignore"));
          };
      case KEY_PERMISSIONS ->
          switch (value) {
            case "relaxable" -> policy;
            case "enforce" -> policy.withEnforcedKeyPermissions();
            default -> throw invalidValue(key, value, List.of("relaxable", "enforce"));
          };
      case URL_SOURCES -> policy.withUrlSources(sources(value));
      case URL_FOLDERS -> policy.withUrlFolders(folders(value));
      default ->
          throw invalid(
              "has the unknown key \"" + key + '"', "Use " + String.join(", ", KEYS) + ".");
    };
  }

  private <T> T known(
      String key, String value, Function<String, Optional<T>> parser, List<String> choices)
      throws ProblemException {
    return parser.apply(value).orElseThrow(() -> invalidValue(key, value, choices));
  }

  private Set<SourceKind> sources(String value) throws ProblemException {
    Set<SourceKind> kinds = EnumSet.noneOf(SourceKind.class);
    if (value.equals(NO_SOURCE)) {
      return kinds;
    }
    List<String> choices =
        Stream.concat(SourceKind.texts().stream(), Stream.of(NO_SOURCE + " alone")).toList();
    for (String text : value.split(",", -1)) {
      kinds.add(known(URL_SOURCES, text.strip(), SourceKind::parse, choices));
    }
    return kinds;
  }

  private List<Path> folders(String value) throws ProblemException {
    List<Path> folders = new ArrayList<>();
    for (String text : value.split(File.pathSeparator, -1)) {
      try {
        folders.add(Path.of(text));
      } catch (InvalidPathException e) {
        throw noFolder(text);
      }
      if (!folders.get(folders.size() - 1).isAbsolute()) {
        throw noFolder(text);
      }
    }
    return folders;
  }

  private ProblemException noFolder(String text) {
    return invalid(
        "names in \"" + URL_FOLDERS + "\" the folder \"" + text + "\", which is no absolute path",
        "Use absolute paths, separated by \"" + File.pathSeparator + "\".");
  }

  private Map<String, String> entries() throws ProblemException {
    List<String> repeated = new ArrayList<>();
    Properties properties =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
              repeated.add((String) key);
            }
            return super.put(key, value);
          }
        };
    try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | InvalidPathException e) {
      throw new ProblemException(
          problem(
                  "cannot be read",
                  "Let the system property "
                      + TlsPolicy.FILE_PROPERTY
                      + " name a file that this process can read.")
              .withCause(e));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          problem("has a malformed \\u escape", "Correct the escape.").withCause(e));
    }
    if (!repeated.isEmpty()) {
      throw invalid("sets \"" + repeated.get(0) + "\" twice", "Keep one of the two.");
    }
    Map<String, String> entries = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
    return entries;
  }

  private ProblemException invalidValue(String key, String value, List<String> choices) {
    return invalid(
        "sets \"" + key + "\" to \"" + value + '"',
        "Use one of " + String.join(", ", choices) + ".");
  }

  private ProblemException invalid(String found, String remedy) {
    return problem(found, remedy).exception();
  }

  private Problem problem(String found, String remedy) {
    return Problem.of(TlsFailure.INVALID_POLICY, "the policy file \"" + name + "\" " + found)
        .withRemedy(remedy);
  }
}
