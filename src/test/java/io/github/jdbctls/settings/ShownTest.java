package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nhush",
        "base64:hush",
        " BASE64:hush",
        "x-----hush",
        "mybase64:hush",
        "pkcs11:token=t?pin-value=hush",
        "MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQ6m+Hu",
        "\"MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQ6m+Hu\"",
        " MC4CAQAwBQYDK2VwBCIEIMlxvCd1Vd5kp5Yqzp4tQH8Sg9n0fGJmBJMj0kQ6m Hu",
        "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZREsyVndCQ0lFSU1s",
        "require;password=hush",
        "/etc/db/ca.pem?sslpassword%3Dhush"
      })
  void showsNoInlineKey(String text) {
    assertThat(Shown.isInline(text)).isTrue();
    assertThat(Shown.value(text)).isEqualTo("a value of " + text.length() + " characters");
  }

  private static final String DER =
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDJ/hush3kp5Yqzp4tQH8Sg9n0fGJmBJMj0k";

  private static final String RANDOM =
      "9n0fGJmBJMj0kQ6m+HushxvCd1Vd5kp5Yqzp4tQH8Sg/n0fGJmBJMj0kQ6mAbc12";

  static Stream<String> keysInDisguise() {
    return Stream.of("", "\"", "'", "{", "b64,", "base64 :", "base64;", "file:///", "env:", "\\n")
        .flatMap(start -> Stream.of(start + DER, start + RANDOM, start + RANDOM.replace('/', '_')))
        .flatMap(text -> Stream.of(text, "classpath:\"" + text + '"', "/etc/" + text));
  }

  @ParameterizedTest
  @MethodSource("keysInDisguise")
  void showsNoKeyHoweverItIsWrapped(String text) {
    assertThat(Shown.isInline(text)).isTrue();
  }

  @Test
  void showsNoKeyOfEachSort() throws Exception {
    List<byte[]> keys = new ArrayList<>();
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      TestCertificate certificate = TestCertificate.leaf("app").algorithm(algorithm).selfSigned();
      keys.add(certificate.key().getEncoded());
      keys.add(KeyFormat.PKCS8_AES_DER.bytes(certificate, "hush"));
    }
    TestCertificate any = TestCertificate.leaf("app").selfSigned();
    for (String type : List.of("JKS", "JCEKS", "PKCS12")) {
      keys.add(StoreBuilder.of(type).key("app", any, "hush").bytes("hush"));
    }
    assertThat(keys)
        .allSatisfy(
            key -> {
              String text = Base64.getEncoder().encodeToString(key);
              assertThat(Shown.isInline(text)).as(text).isTrue();
              assertThat(Shown.isInline("{" + text)).as(text).isTrue();
              assertThat(Shown.isInline("/etc/" + Base64.getUrlEncoder().encodeToString(key)))
                  .as(text)
                  .isTrue();
            });
  }

  /** Names are as long as keys in Kubernetes, and in stores that name files by their hashes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/kubelet/pods/6a5e9a3c-1b2f-4c6e-9d1a-3b7e0c1d2f34/volumes/kubernetes.io~secret/db/tls.key",
        "/var/lib/kubelet/pods/6a5e9a3c-1b2f-4c6e-9d1a-3b7e0c1d2f34/volumes/Secrets/..2026_11_22_10_00_00",
        "/etc/pki/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "/etc/pki/9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08/App",
        "/Users/Max/da39a3ee5e6b4b0d3255bfef95601890afd80709/6a5e9a3c1b2f4c6e9d1a3b7e0c1d2f34",
        "/nix/store/sz0j2w8vpq9v7a1l3k5x6b4n8m2c1d0f-cacert-3-98/etc/ssl/certs/ca-bundle",
        "/home/app/my-very-long-application-client-certificate-production-key",
        "/opt/MyApplicationProductionClientCertificate2024PrivateKeyOfTheDatabase",
        "/private/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/junit5-8345/client",
        "C:/Users/Administrator/AppData/Roaming/postgresql/Production2024/Client1",
        "/var/jenkins_home/workspace/MyTeam_MyProject_PR-1234/build/tmp/TestA1B2/Db3/certificate",
        "A_VARIABLE_WITH_A_NAME_THAT_IS_LONGER_THAN_ANY_KEY_OF_THIRTY_TWO_BYTES_2"
      })
  void showsNamesThatAreAsLong(String text) {
    assertThat(Shown.isInline(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "require",
        "/etc/db/ca.pem",
        "a-b",
        "/run/secrets/ca.pem",
        "migrated.example.com/ca"
      })
  void showsAnyOtherText(String text) {
    assertThat(Shown.isInline(text)).isFalse();
    assertThat(Shown.value(text)).isEqualTo('"' + text + '"');
  }

  @Test
  void showsNoMoreThanEightyCharacters() {
    String longest = "x".repeat(80);

    assertThat(Shown.value(longest)).isEqualTo('"' + longest + '"');
    assertThat(Shown.value(longest + "x")).isEqualTo("a value of 81 characters");
    assertThat(Shown.key(longest)).isEqualTo('"' + longest + '"');
    assertThat(Shown.key(longest + "x")).isEqualTo('"' + longest + "…\"");
  }

  @Test
  void showsNothingThatATerminalObeys() {
    assertThat(Shown.value("a\nb\u202ec\u001b")).isEqualTo("\"a?b?c?\"");
  }

  @Test
  void endsAKeyWhereASecretMayBegin() {
    assertThat(Shown.key("ssl_key-file.2")).isEqualTo("\"ssl_key-file.2\"");
    assertThat(Shown.key("sslmode=hush")).isEqualTo("\"sslmode…\"");
    assertThat(Shown.key("ünder")).isEqualTo("\"…\"");
  }
}
