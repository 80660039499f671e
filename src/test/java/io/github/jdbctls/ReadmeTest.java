package io.github.jdbctls;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.build.Readme;
import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.dialect.Dialects;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.settings.ConnectSettings;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What the README says is so. Its program and its failure are in the integration tests. */
class ReadmeTest {
  private static final String PREFIX = "jdbc:tls:";

  private final PostgresqlDialect dialect = new PostgresqlDialect();
  private Readme readme;
  @TempDir private Path folder;

  @BeforeEach
  void read() throws Exception {
    readme = Readme.read();
  }

  private static Stream<Parameter> parameters() {
    return Stream.of(Parameter.values());
  }

  @Test
  void namesTheVersionsOfThisBuild() throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    Document build = xml(Files.readString(Path.of("pom.xml")));
    Document snippet = xml("<snippet>" + readme.code("xml") + "</snippet>");

    for (String path : List.of("groupId", "artifactId", "version")) {
      assertThat(xpath.evaluate("/snippet/dependency[1]/" + path, snippet))
          .isEqualTo(xpath.evaluate("/project/" + path, build));
    }
    assertThat(xpath.evaluate("/snippet/dependency[2]/artifactId", snippet))
        .isEqualTo("postgresql");
    assertThat(xpath.evaluate("/snippet/dependency[2]/version", snippet))
        .isEqualTo(xpath.evaluate("/project/properties/postgresql.version", build));
    assertThat(readme.paragraph("With a JDK").all("JDK ([0-9]+)"))
        .containsExactly(xpath.evaluate("/project/properties/maven.compiler.release", build));
    assertThat(readme.section("Limits").all("by pgjdbc ([0-9.]+[0-9])"))
        .containsExactly(dialect.delegate().floor().toString());
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void showsUrlsThatAreUnderstood() throws Exception {
    List<String> urls = readme.all("jdbc:tls:[a-z]+:[^\\s`\"]*[^\\s`\",]");

    for (String url : urls) {
      settings(url);
    }
    assertThat(urls)
        .contains("jdbc:tls:postgresql://db.example.com/app?sslrootcert=/etc/db/ca.pem")
        .anyMatch(url -> url.startsWith("jdbc:tls:mysql:"))
        .anyMatch(url -> url.startsWith("jdbc:tls:mariadb:"))
        .anyMatch(url -> url.startsWith("jdbc:tls:redis:"));
  }

  @Test
  void showsParametersThatAreUnderstood() throws Exception {
    String url = "jdbc:tls:postgresql://db.example.com/app";

    for (String parameters : readme.all("`[?&]([^`]+)`")) {
      ConnectSettings settings = settings(url + '?' + parameters);

      assertThat(settings.tls().mode().value()).isEqualTo(SslMode.VERIFY_FULL);
      assertThat(settings.delegateProperties()).isEmpty();
    }
  }

  private ConnectSettings settings(String url) throws Exception {
    assertThat(url).startsWith(PREFIX);
    Environment empty = name -> name.equals("HOME") ? folder.toString() : null;
    String delegates = url.substring(PREFIX.length());
    Dialect ofUrl = Dialects.find(delegates.substring(0, delegates.indexOf(':'))).orElseThrow();
    return new SettingsReader(ofUrl.vocabulary(), ofUrl.isPostgresFamily(), empty, file -> false)
        .read(ofUrl.parse(delegates), null, TlsPolicy.unrestricted());
  }

  @Test
  void listsEveryParameter() {
    Readme section = readme.section("Parameters");

    assertThat(section.rows())
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrderElementsOf(
            parameters().filter(Parameter::isSupported).map(Parameter::key).toList());
    assertThat(section.all("`([a-z_-]+)`"))
        .containsAll(
            parameters()
                .filter(Parameter::isSupported)
                .flatMap(parameter -> parameter.keys().stream())
                .toList());
  }

  @Test
  void listsEveryParameterThatIsNotSupported() {
    List<String> refused =
        readme
            .section("Limits")
            .paragraph("- Not supported, and refused by name:")
            .all("(?<=[:,] )`([a-z_]+)`");

    assertThat(refused)
        .containsExactlyInAnyOrderElementsOf(
            parameters().filter(not(Parameter::isSupported)).map(Parameter::key).toList());
  }

  @Test
  void namesTheVariablesOfTheEnvironment() {
    Readme paragraph = readme.paragraph("What nobody wrote is taken");
    List<String> named = paragraph.all("`(PG[A-Z]+)`");

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("PGREQUIRESSL"), variables(parameters())).toList());
  }

  private static Stream<String> variables(Stream<Parameter> parameters) {
    return parameters.map(Parameter::variable).flatMap(Optional::stream);
  }

  @Test
  void listsTheModesAndWhatTheyDemand() {
    List<List<String>> rows = readme.section("Modes").rows();

    assertThat(rows)
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(SslMode.parameterValues());
    assertThat(rows)
        .allSatisfy(
            row -> {
              SslMode mode = SslMode.parse(row.get(0)).orElseThrow();
              assertThat(row.get(1).equals("TLS")).isEqualTo(mode.requiresEncryption());
              assertThat(row.get(2).equals("always")).isEqualTo(mode.requiresVerifiedChain());
              assertThat(row.get(3).equals("always")).isEqualTo(mode.requiresVerifiedName());
            });
  }

  @Test
  void listsTheCodesAndWhichOfThemArePassing() {
    List<TlsFailure> failures = List.of(TlsFailure.values());
    Readme section = readme.section("When it fails");

    assertThat(section.rows())
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            failures.stream().map(f -> f.code().substring(0, 6) + "xx").distinct().toList());
    assertThat(section.all("`([0-9]{3})`"))
        .containsExactlyElementsOf(
            failures.stream()
                .filter(TlsFailure::isTransient)
                .map(failure -> failure.code().substring(5))
                .toList());
  }

  @Test
  void showsAPolicyThatIsUnderstood() throws Exception {
    Path file = Files.writeString(folder.resolve("policy"), readme.code("properties"));

    assertThat(PolicyFile.read(file.toString()))
        .isEqualTo(
            TlsPolicy.unrestricted()
                .withLeastMode(SslMode.VERIFY_FULL)
                .withLeastProtocol(TlsVersion.TLS_1_3)
                .withoutEnvironment()
                .withEnforcedKeyPermissions()
                .withUrlSources(Set.of(SourceKind.FILE))
                .withUrlFolders(List.of(Path.of("/etc/db"), Path.of("/run/secrets")))
                .from("the policy file " + file));
    assertThat(readme.all("-D([a-z.]+)=/")).containsExactly(TlsPolicy.FILE_PROPERTY);
  }

  @Test
  void showsTheProgramThatTheIntegrationTestsRun() throws Exception {
    String program =
        Files.readString(Path.of("it/java/io/github/jdbctls/it/jvm/ReadmeProgram.java"));

    String inProgram =
        readme
            .section("Use it")
            .code("java")
            .replaceFirst("\"jdbc:tls:[^\"]+\"", "arguments[0]")
            .indent(4);

    assertThat(program).contains(inProgram);
  }

  @Test
  void showsWhatASampleAndATestDoAboutRotatingFiles() throws Exception {
    List<String> lines =
        readme.section("Rotating files").all("(?m)^((?:dataSource|TlsDriver)\\..*;)$");

    assertThat(lines).hasSize(2);
    assertThat(
            Files.readString(
                Path.of("samples/hikaricp/src/main/java/com/example/hikaricp/Pools.java")))
        .contains(lines.get(0));
    assertThat(
            Files.readString(
                Path.of("it/java/io/github/jdbctls/it/material/SuppliedMaterialIT.java")))
        .contains(lines.get(1));
  }

  @Test
  void namesClassesAndFilesThatExist() throws Exception {
    for (String name : readme.all("io\\.github\\.jdbctls\\.[A-Z]\\w+")) {
      Class.forName(name);
    }
    assertThat(readme.all("\\]\\(([^)#]+)\\)"))
        .allSatisfy(link -> assertThat(Path.of(link)).exists());
  }
}
