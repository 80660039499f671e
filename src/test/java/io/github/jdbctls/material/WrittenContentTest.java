package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.problemOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.Source.Inline.Form;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenContentTest {
  private static final String VARIABLE = "DB_CLIENT";
  private static @Nullable TestCertificate client;

  @BeforeAll
  static void issue() {
    client = TestCertificate.leaf("app").issuedBy(TestCertificate.authority("root").selfSigned());
  }

  private static TestCertificate client() {
    return Optional.ofNullable(client).orElseThrow();
  }

  private static SourceBytes inVariable(@Nullable String value) throws ProblemException {
    Environment environment = name -> name.equals(VARIABLE) ? value : null;
    return SourceBytes.read(
        new Setting<>(new Source.Variable(VARIABLE), new Origin(Origin.Kind.URL, "sslkey")),
        environment);
  }

  private static Setting<Source> inline(Origin.Kind kind, String content, Form form) {
    return new Setting<>(new Source.Inline(Secret.of(content), form), new Origin(kind, "sslkey"));
  }

  private static SourceBytes inProperties(String content, Form form) throws ProblemException {
    return SourceBytes.read(inline(Origin.Kind.PROPERTIES, content, form));
  }

  private static SourceBytes inUrl(String content, Form form) throws ProblemException {
    return SourceBytes.read(inline(Origin.Kind.URL, content, form));
  }

  /** How environment files, JSON and URLs have the line breaks. */
  static Stream<String> chainsInOtherWords() {
    String pem = client().chainPem();
    return Stream.of(
        pem,
        pem.replace("\n", "\r\n"),
        pem.replace("\n", " "),
        pem.replace("\n", "\\n"),
        pem.replace("\n", "\\r\\n"),
        pem.replace("\n", ""));
  }

  @ParameterizedTest
  @MethodSource("chainsInOtherWords")
  void readsPemHoweverItsLinesWereBroken(String pem) throws Exception {
    for (SourceBytes source :
        List.of(inVariable(pem), inProperties(pem, Form.PEM), inUrl(pem, Form.PEM))) {
      assertThat(CertificateDecoder.decode(source)).isEqualTo(client().chain());
      assertThat(source.stamps()).isEmpty();
      assertThat(source.access()).isEmpty();
      source.close();
      assertThat(source.bytes()).containsOnly(0);
    }
  }

  /** As Kubernetes secrets have any content. */
  @Test
  void readsBase64OfAnyContent() throws Exception {
    byte[] der = client().certificate().getEncoded();
    byte[] pem = client().chainPem().getBytes(UTF_8);
    for (byte[] content : List.of(der, pem)) {
      for (Base64.Encoder encoder :
          List.of(
              Base64.getEncoder(),
              Base64.getEncoder().withoutPadding(),
              Base64.getUrlEncoder(),
              Base64.getMimeEncoder())) {
        String text = encoder.encodeToString(content);

        assertThat(inVariable(text).bytes()).isEqualTo(content);
        assertThat(inVariable(" " + text + "\n").bytes()).isEqualTo(content);
        assertThat(inProperties(text, Form.BASE64).bytes()).isEqualTo(content);
        assertThat(inUrl(text, Form.BASE64).bytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void refusesAVariableThatIsNotSet() {
    Problem problem = problemOf(() -> inVariable(null));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(problem.message())
        .contains("the environment variable DB_CLIENT (\"sslkey\" in the URL) is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  void refusesAVariableThatIsEmpty(String value) {
    Problem problem = problemOf(() -> inVariable(value));

    assertThat(problem.failure()).isEqualTo(TlsFailure.FILE_EMPTY);
    assertThat(problem.found())
        .isEqualTo("the environment variable DB_CLIENT (\"sslkey\" in the URL) is empty");
  }

  @Test
  void refusesAVariableWithSomethingElseAndSaysWhatItIs() {
    Map<String, String> found =
        Map.of(
            "/run/secrets/client.key", "text without any PEM block",
            "{\"key\": \"c2VjcmV0\"}", "a JSON text",
            "<html>c2VjcmV0</html>", "an HTML page",
            "c2VjcmV0!", "text without any PEM block",
            "é", "text");
    found.forEach(
        (value, description) -> {
          Problem problem = problemOf(() -> inVariable(value));

          assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
          assertThat(problem.message())
              .contains("DB_CLIENT", "neither PEM nor base64", "not a path")
              .doesNotContain(value)
              .doesNotContain("c2VjcmV0");
          if (!value.equals("é")) {
            assertThat(problem.found()).contains(description);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2VjcmV0!", "c2VjcmV0c", "=", "é"})
  void refusesWhatIsNoBase64(String content) {
    Problem problem = problemOf(() -> inProperties(content, Form.BASE64));

    assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(problem.message())
        .contains("inline base64 (\"sslkey\" in the properties)")
        .doesNotContain("c2VjcmV0");
    assertThat(problemOf(() -> inUrl(content, Form.BASE64)).remedy()).contains("%2B");
  }

  @ParameterizedTest
  @EnumSource
  void refusesNothing(Form form) {
    assertThat(problemOf(() -> inProperties(" \n", form)).failure())
        .isEqualTo(TlsFailure.FILE_EMPTY);
  }

  @Test
  void refusesMoreThanAFileMayHave() {
    String large = "A".repeat(RegularFile.LIMIT + 1);

    assertThat(problemOf(() -> inProperties(large, Form.BASE64)).found()).contains("16 MiB");
    assertThat(problemOf(() -> inVariable(large)).found()).contains("16 MiB");
  }

  /** The key has a plus, or the loop goes on to one that has. */
  @Test
  void saysWhatBecameOfAPlusInAUrl() throws Exception {
    byte[] der = client().certificate().getEncoded();
    der[0] = (byte) 0xFB;
    der[1] = (byte) 0xEF;
    String base64 = Base64.getEncoder().encodeToString(der).replaceFirst("^....", "AA+A");
    String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    for (Form form : Form.values()) {
      String text = form == Form.PEM ? pem : base64;
      Problem problem = problemOf(() -> inUrl(text.replace('+', ' '), form));

      assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      assertThat(problem.message())
          .contains("\"sslkey\" in the URL", "%2B")
          .doesNotContain(base64.substring(20, 40));
    }
  }

  @Test
  void saysThatDamagedPemIsToBeGivenAgain() throws Exception {
    String cut = client().chainPem().replaceAll("-----END[^-]*-----\\s*$", "");
    try (SourceBytes source = inProperties(cut, Form.PEM)) {
      Problem problem = problemOf(source::pem);

      assertThat(problem.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
      assertThat(problem.message())
          .startsWith("JTLS-204: inline PEM (\"sslkey\" in the properties) has a damaged PEM block")
          .doesNotContain("Write the file again");
    }
  }

  @Test
  void takesAKeyWithoutAskingWhoMayReadIt() throws Exception {
    String both = client().keyPem() + client().chainPem();
    Identity identity =
        IdentityReader.read(
                Optional.of(inline(Origin.Kind.PROPERTIES, both, Form.PEM)),
                Optional.empty(),
                Optional.empty())
            .orElseThrow();

    assertThat(identity.chain()).isEqualTo(client().chain());
    assertThat(identity.warnings()).isEmpty();
  }
}
