package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.TlsSettings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {
  private static final TlsPolicy NONE = TlsPolicy.unrestricted();
  private static final String ROOT = "sslrootcert=/ca.pem";

  @TempDir Path folder;

  /** The settings of a URL and {@code key=value} texts of properties. */
  private static TlsSettings settings(String query, TlsPolicy policy, String... properties)
      throws ProblemException {
    Properties info = new Properties();
    for (String property : properties) {
      int equals = property.indexOf('=');
      info.setProperty(property.substring(0, equals), property.substring(equals + 1));
    }
    return Request.read("jdbc:tls:postgresql://localhost/db?" + query, info, policy).settings();
  }

  private static Problem refusal(TlsSettings settings, TlsPolicy policy) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> PolicyCheck.check(settings, policy));
    assertThat(e).as("the policy was to forbid it").isNotNull();
    assertThat(e.problem().failure()).isEqualTo(TlsFailure.FORBIDDEN_BY_POLICY);
    assertThat(e.problem().message()).contains(policy.origin(), "ask whoever owns the policy");
    return e.problem();
  }

  private static void accept(TlsSettings settings, TlsPolicy policy) {
    assertThatCode(() -> PolicyCheck.check(settings, policy)).doesNotThrowAnyException();
  }

  static Stream<Arguments> modes() {
    return Stream.of(SslMode.values())
        .flatMap(mode -> Stream.of(SslMode.values()).map(least -> Arguments.of(mode, least)));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void forbidsWeakerModesOnly(SslMode mode, SslMode least) throws Exception {
    TlsPolicy policy = NONE.withLeastMode(least);
    TlsSettings settings = settings("sslmode=" + mode.parameterValue() + "&" + ROOT, policy);

    if (mode.compareTo(least) >= 0) {
      accept(settings, policy);
    } else {
      assertThat(refusal(settings, policy).message())
          .contains("\"sslmode\" in the URL", "sslmode=" + least.parameterValue());
    }
  }

  static Stream<Arguments> versions() {
    return Stream.of(TlsVersion.values())
        .flatMap(named -> Stream.of(TlsVersion.values()).map(v -> Arguments.of(named, v)));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void forbidsOlderVersionsThatAreNamed(TlsVersion named, TlsVersion least) throws Exception {
    TlsPolicy policy = NONE.withLeastProtocol(least);
    TlsSettings min = settings(ROOT, policy, "ssl_min_protocol_version=" + named.protocol());
    TlsSettings max =
        settings(
            ROOT + "&ssl_min_protocol_version=",
            policy,
            "ssl_max_protocol_version=" + named.protocol());

    if (named.compareTo(least) >= 0) {
      accept(min, policy);
      accept(max, policy);
    } else {
      assertThat(refusal(min, policy).message())
          .contains("\"ssl_min_protocol_version\" in the properties")
          .contains(named.protocol(), least.protocol());
      assertThat(refusal(max, policy).message())
          .contains("\"ssl_max_protocol_version\" in the properties")
          .contains(named.protocol(), least.protocol());
    }
  }

  @Test
  void raisesVersionsThatNobodyNamed() throws Exception {
    TlsPolicy policy = NONE.withLeastProtocol(TlsVersion.TLS_1_3);

    accept(settings(ROOT, policy), policy);
    accept(settings(ROOT + "&ssl_min_protocol_version=", policy), policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer"})
  void forbidsPlainTextWhereThereIsALeastProtocol(String mode) throws Exception {
    TlsPolicy policy = NONE.withLeastProtocol(TlsVersion.TLS_1_2);

    assertThat(refusal(settings("sslmode=" + mode, policy), policy).message())
        .contains(mode, "weaker than require");
  }

  @Test
  void forbidsToRelaxKeyPermissions() throws Exception {
    TlsPolicy policy = NONE.withEnforcedKeyPermissions();
    TlsSettings relaxed = settings(ROOT, policy, "sslkeypermissions=warn");

    assertThat(refusal(relaxed, policy).found())
        .contains("\"sslkeypermissions\" in the properties");
    accept(relaxed, NONE);
    accept(settings(ROOT, policy, "sslkeypermissions=enforce"), policy);
  }

  static Stream<Arguments> kinds() {
    Map<String, SourceKind> sources =
        Map.of(
            "/x", SourceKind.FILE,
            "file:/x", SourceKind.FILE,
            "classpath:x", SourceKind.CLASSPATH,
            "env:X", SourceKind.ENVIRONMENT,
            "base64:TUlJ", SourceKind.INLINE,
            "-----BEGIN X-----", SourceKind.INLINE);
    Map<String, SourceKind> passwords =
        Map.of("file:/x", SourceKind.FILE, "env:X", SourceKind.ENVIRONMENT);
    return Stream.of(
            Stream.of(Map.entry("sslrootcert=system", SourceKind.SYSTEM)),
            named(Stream.of("sslrootcert", "sslcert", "sslkey", "sslcrl"), sources),
            named(Stream.of("sslpassword", "sslrootcertpassword"), passwords))
        .flatMap(all -> all)
        .flatMap(
            source ->
                Stream.of(
                        EnumSet.noneOf(SourceKind.class),
                        EnumSet.of(source.getValue()),
                        EnumSet.complementOf(EnumSet.of(source.getValue())),
                        EnumSet.allOf(SourceKind.class))
                    .map(kinds -> Arguments.of(source.getKey(), source.getValue(), kinds)));
  }

  private static Stream<Map.Entry<String, SourceKind>> named(
      Stream<String> keys, Map<String, SourceKind> values) {
    return keys.flatMap(
        key ->
            values.entrySet().stream()
                .map(value -> Map.entry(key + "=" + value.getKey(), value.getValue())));
  }

  @ParameterizedTest(name = "{0}, allowed {2}")
  @MethodSource("kinds")
  void forbidsKindsOfSourceInAUrlOnly(String source, SourceKind kind, Set<SourceKind> kinds)
      throws Exception {
    TlsPolicy policy = NONE.withUrlSources(kinds);
    // Lists need roots, which are the application's own here.
    List<String> roots = source.startsWith("sslcrl=") ? List.of(ROOT) : List.of();
    String[] all = Stream.concat(Stream.of(source), roots.stream()).toArray(String[]::new);

    accept(settings("", policy, all), policy);
    TlsSettings ofUrl = settings(source, policy, roots.toArray(String[]::new));
    if (kinds.contains(kind)) {
      accept(ofUrl, policy);
    } else {
      assertThat(refusal(ofUrl, policy).found())
          .contains('"' + source.substring(0, source.indexOf('=')) + "\" in the URL")
          .contains(kind.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir"})
  void forbidsPathsOfAUrlOutsideTheFolders(String key) throws Exception {
    Path allowed = Files.createDirectory(folder.toRealPath().resolve("allowed"));
    TlsPolicy policy = NONE.withUrlFolders(List.of(allowed));
    String root = "sslrootcert=" + allowed.resolve("ca.pem");
    String more = key.equals("sslrootcert") ? "" : root + "&";

    Path within = Files.createDirectory(allowed.resolve("x"));
    accept(settings(more + key + "=" + within, policy), policy);
    accept(settings("", policy, "sslrootcert=/ca.pem", key + "=/ca.pem"), policy);

    Path secret = Files.createFile(folder.resolve("secret"));
    Problem existing = refusal(settings(more + key + "=" + secret, policy), policy);
    Problem missing = refusal(settings(more + key + "=" + secret + "x", policy), policy);
    assertThat(existing.message())
        .isEqualTo(missing.message())
        .contains('"' + key + "\" in the URL", allowed.toString())
        .doesNotContain(secret.toString());
  }

  @Test
  void forbidsADirectoryOfAUrlWithAListOutsideTheFolders() throws Exception {
    Path lists = Files.createDirectory(folder.toRealPath().resolve("lists"));
    TlsPolicy policy = NONE.withUrlFolders(List.of(lists));
    String url = "sslrootcert=" + lists.resolve("ca.pem") + "&sslcrldir=" + lists;
    accept(settings(url, policy), policy);

    Path secret = Files.createFile(folder.resolve("secret"));
    Path link = Files.createSymbolicLink(lists.resolve("ca.crl"), secret);

    assertThat(refusal(settings(url, policy), policy).message())
        .contains("\"sslcrldir\" in the URL", link.toString(), lists.toString())
        .doesNotContain(secret.toString());
    assertThat(refusal(settings(url.replace("dir=" + lists, "=" + link), policy), policy).found())
        .contains("\"sslcrl\" in the URL");
    accept(settings("", policy, "sslrootcert=/ca.pem", "sslcrldir=" + lists), policy);
  }

  @Test
  void letsAUrlNameTheJvmsRootsBesideFolders() throws Exception {
    TlsPolicy policy = NONE.withUrlFolders(List.of(folder));

    accept(settings("sslrootcert=system", policy), policy);
  }

  /** No source: a URL that holds a password reads nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"sslpassword=hush", "sslrootcertpassword=hush", "sslpassword="})
  void letsAUrlHoldAPasswordItself(String parameter) throws Exception {
    TlsPolicy policy = NONE.withUrlSources(Set.of());

    accept(settings(parameter, policy, ROOT), policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslpassword", "sslrootcertpassword"})
  void forbidsPasswordFilesOfAUrlOutsideTheFolders(String key) throws Exception {
    Path allowed = Files.createDirectory(folder.toRealPath().resolve("allowed"));
    TlsPolicy policy = NONE.withUrlFolders(List.of(allowed));
    String outside = key + "=file:" + folder.resolve("secret");

    accept(settings(key + "=file:" + allowed.resolve("p"), policy, ROOT), policy);
    accept(settings("", policy, ROOT, outside), policy);
    for (String url :
        List.of(
            outside,
            key + "=file://" + folder.resolve("secret"),
            key + "=file:" + allowed + "/%252e%252e/secret")) {
      assertThat(refusal(settings(url, policy, ROOT), policy).message())
          .contains('"' + key + "\" in the URL", allowed.toString())
          .doesNotContain("secret");
    }
  }

  @Test
  void forbidsClassPathResourcesOfAUrlThatAreFilesOutsideTheFolders() throws Exception {
    Path allowed = Files.createDirectory(folder.toRealPath().resolve("allowed"));
    Files.createFile(allowed.resolve("within.pem"));
    Path classes = Files.createDirectory(folder.toRealPath().resolve("classes"));
    Files.createFile(classes.resolve("outside.pem"));
    TlsPolicy policy =
        NONE.withUrlFolders(List.of(allowed)).withUrlSources(Set.of(SourceKind.CLASSPATH));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] path = {allowed.toUri().toURL(), classes.toUri().toURL()};
    try (URLClassLoader application = new URLClassLoader(path, before)) {
      thread.setContextClassLoader(application);

      accept(settings("sslrootcert=classpath:within.pem", policy), policy);
      accept(settings("sslrootcert=classpath:absent.pem", policy), policy);
      accept(settings("", policy, "sslrootcert=classpath:outside.pem"), policy);
      assertThat(refusal(settings("sslrootcert=classpath:outside.pem", policy), policy).message())
          .contains("\"sslrootcert\" in the URL", allowed.toString())
          .doesNotContain(classes.toString());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sslrootcert=env:CA", "sslrootcert=classpath:ca.pem", "sslpassword=env:PASSWORD"})
  void forbidsVariablesAndResourcesOfAUrlBesideFolders(String parameter) throws Exception {
    TlsPolicy policy = NONE.withUrlFolders(List.of(folder));
    String[] roots = parameter.startsWith("sslrootcert") ? new String[0] : new String[] {ROOT};

    assertThat(refusal(settings(parameter, policy, roots), policy).found())
        .contains("file, system, inline");
    accept(settings(parameter, NONE, roots), NONE);
  }
}
