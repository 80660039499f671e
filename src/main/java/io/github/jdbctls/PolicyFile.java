package io.github.jdbctls;

import io.github.jdbctls.failure.ProblemException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final PolicyText text;

  private PolicyFile(PolicyText text) {
    this.text = text;
  }

  /**
   * Reads the file.
   *
   * @throws ProblemException with {@link TlsFailure#INVALID_POLICY} if it is missing or unreadable,
   *     sets nothing, sets a key twice, or has a key or value that is not known
   */
  static TlsPolicy read(String name) throws ProblemException {
    return new PolicyFile(new PolicyText(name)).read();
  }

  private TlsPolicy read() throws ProblemException {
    Map<String, String> entries = text.entries();
    if (entries.isEmpty()) {
      throw text.invalid(
          "sets nothing", "Set " + LEAST_MODE + ", for example, or remove the property.");
    }
    TlsPolicy policy = TlsPolicy.unrestricted().from("the policy file " + text.name());
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
          throw text.invalid(
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
    for (String kind : value.split(",", -1)) {
      kinds.add(known(URL_SOURCES, kind.strip(), SourceKind::parse, choices));
    }
    return kinds;
  }

  private List<Path> folders(String value) throws ProblemException {
    List<Path> folders = new ArrayList<>();
    for (String folder : value.split(File.pathSeparator, -1)) {
      try {
        folders.add(Path.of(folder));
      } catch (InvalidPathException e) {
        throw noFolder(folder);
      }
      if (!folders.get(folders.size() - 1).isAbsolute()) {
        throw noFolder(folder);
      }
    }
    return folders;
  }

  private ProblemException noFolder(String folder) {
    return text.invalid(
        "names in \"" + URL_FOLDERS + "\" the folder \"" + folder + "\", which is no absolute path",
        "Use absolute paths, separated by \"" + File.pathSeparator + "\".");
  }

  private ProblemException invalidValue(String key, String value, List<String> choices) {
    return text.invalid(
        "sets \"" + key + "\" to \"" + value + '"',
        "Use one of " + String.join(", ", choices) + ".");
  }
}
