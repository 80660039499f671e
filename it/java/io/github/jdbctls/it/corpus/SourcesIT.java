package io.github.jdbctls.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.Tool;
import io.github.jdbctls.it.jvm.ClassPath;
import io.github.jdbctls.it.jvm.ConnectProgram;
import io.github.jdbctls.it.jvm.FreshJvm;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same roots, certificate and key from every kind of source. */
class SourcesIT {
  private enum Place {
    PROPERTIES,
    URL
  }

  @TempDir private static Path folder;
  @AutoClose private static CorpusServer server;
  private static Client client;
  private static GivenMaterial pem;
  private static GivenMaterial binary;

  @BeforeAll
  static void start() throws Exception {
    Tool openssl = Tool.openssl();
    server = CorpusServer.start(folder);
    client =
        Client.make(
            ClientKey.RSA_2048, server.clientIntermediate(), folder.resolve("client"), openssl);
    pem = GivenMaterial.pem(server, client, folder, openssl);
    binary = GivenMaterial.binary(server, client, folder, openssl);
  }

  private static Stream<Arguments> cells(boolean ownJvm) {
    List<Arguments> cells = new ArrayList<>();
    for (SourceForm form : SourceForm.values()) {
      for (Place place : Place.values()) {
        if (form.needsOwnJvm() == ownJvm) {
          cells.add(Arguments.of(form, false, place));
          if (form.takesBinary()) {
            cells.add(Arguments.of(form, true, place));
          }
        }
      }
    }
    return cells.stream();
  }

  static Stream<Arguments> ofThisJvm() {
    return cells(false);
  }

  static Stream<Arguments> ofTheirOwnJvm() {
    return cells(true);
  }

  private static Map<String, String> parameters(SourceForm form, GivenMaterial material)
      throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("sslmode", "verify-full");
    parameters.put("sslpassword", GivenMaterial.PASSWORD);
    for (Map.Entry<String, Path> file : material.files().entrySet()) {
      parameters.put(file.getKey(), form.value(file.getValue()));
    }
    return parameters;
  }

  private static String url(Map<String, String> parameters) {
    StringJoiner query = new StringJoiner("&", server.url() + "?", "");
    parameters.forEach((name, value) -> query.add(name + "=" + encoded(value)));
    return query.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @ParameterizedTest(name = "{0}, binary: {1}, in {2}")
  @MethodSource("ofThisJvm")
  void connectsFromASource(SourceForm form, boolean isBinary, Place place) throws Exception {
    Map<String, String> parameters = parameters(form, isBinary ? binary : pem);
    Properties properties = new Properties();
    properties.setProperty("user", Client.USER);
    if (place == Place.PROPERTIES) {
      properties.putAll(parameters);
    }
    String url = place == Place.URL ? url(parameters) : server.url();

    try (Connection connection = DriverManager.getConnection(url, properties)) {
      server.assertProven(connection, client.leafSerial());
    }
  }

  @ParameterizedTest(name = "{0}, binary: {1}, in {2}")
  @MethodSource("ofTheirOwnJvm")
  void connectsFromASourceOfTheJvm(SourceForm form, boolean isBinary, Place place)
      throws Exception {
    GivenMaterial material = isBinary ? binary : pem;
    Map<String, String> parameters = parameters(form, material);
    FreshJvm jvm = FreshJvm.with(ClassPath.ofApplication().with(resources(material)));
    if (form == SourceForm.VARIABLE) {
      for (Path file : material.files().values()) {
        jvm = jvm.variable(SourceForm.variable(file), Files.readString(file));
      }
    }

    assertProven(place == Place.URL ? run(jvm, Map.of(), url(parameters)) : run(jvm, parameters));
  }

  private static Path resources(GivenMaterial material) throws IOException {
    Path resources = Files.createTempDirectory(folder, "resources");
    for (Path file : material.files().values()) {
      Files.copy(file, resources.resolve(file.getFileName()));
    }
    return resources;
  }

  private static FreshJvm.Run run(FreshJvm jvm, Map<String, String> parameters) throws Exception {
    return run(jvm, parameters, server.url());
  }

  private static FreshJvm.Run run(FreshJvm jvm, Map<String, String> parameters, String url)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(url, "user=" + Client.USER));
    parameters.forEach((name, value) -> arguments.add(name + "=" + value));
    return jvm.run(ConnectProgram.class, arguments.toArray(String[]::new));
  }

  private static void assertProven(FreshJvm.Run run) {
    assertThat(run.output())
        .as("%s", run.errors())
        .contains("CONNECTED ", "verified as localhost", "trusted by CN=root", "as CN=app");
  }

  @Test
  void takesThePasswordFromAVariable() throws Exception {
    Map<String, String> parameters = parameters(SourceForm.PATH, pem);
    parameters.put("sslpassword", "env:DB_KEY_PASSWORD");
    FreshJvm jvm =
        FreshJvm.with(ClassPath.ofApplication())
            .variable("DB_KEY_PASSWORD", GivenMaterial.PASSWORD);

    assertProven(run(jvm, parameters));
  }

  @ParameterizedTest
  @MethodSource("materials")
  void takesThePasswordFromTheFirstLineOfAFile(boolean isBinary) throws Exception {
    Path file = folder.resolve("password");
    String lines = GivenMaterial.PASSWORD + "\r\nnot the password\n";
    Private.write(file, lines.getBytes(StandardCharsets.UTF_8));
    Map<String, String> parameters = parameters(SourceForm.PATH, isBinary ? binary : pem);
    parameters.put("sslpassword", "file:" + file);

    try (Connection connection = server.connect(parameters)) {
      server.assertProven(connection, client.leafSerial());
    }
  }

  @ParameterizedTest
  @MethodSource("materials")
  void asksAnApplicationForThePassword(boolean isBinary) throws Exception {
    Map<String, String> parameters = parameters(SourceForm.PATH, isBinary ? binary : pem);
    parameters.remove("sslpassword");
    parameters.put("sslpasswordcallback", AskedPassword.class.getName());

    try (Connection connection = server.connect(parameters)) {
      server.assertProven(connection, client.leafSerial());
    }
  }

  static Stream<Boolean> materials() {
    return Stream.of(false, true);
  }
}
