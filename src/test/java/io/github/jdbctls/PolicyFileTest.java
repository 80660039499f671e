package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.failure.ProblemException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  @TempDir Path folder;

  @Test
  void setsEverything() throws Exception {
    Path file =
        write(
            """
            # ours
            least-mode=verify-full
            least-protocol: tlsv1.3
            environment ignore
            key-permissions=enforce
            url-sources=system , file
            url-folders=%s%s%s
            """
                .formatted("/etc/pki", File.pathSeparator, "/srv/my certificates"));

    assertThat(PolicyFile.read(file.toString()))
        .isEqualTo(
            TlsPolicy.unrestricted()
                .withLeastMode(SslMode.VERIFY_FULL)
                .withLeastProtocol(TlsVersion.TLS_1_3)
                .withoutEnvironment()
                .withEnforcedKeyPermissions()
                .withUrlSources(Set.of(SourceKind.FILE, SourceKind.SYSTEM))
                .withUrlFolders(List.of(Path.of("/etc/pki"), Path.of("/srv/my certificates")))
                .from("the policy file " + file));
  }

  @Test
  void restrictsNothingElse() throws Exception {
    TlsPolicy policy = PolicyFile.read(write("environment=read").toString());

    assertThat(policy.leastMode()).isEqualTo(SslMode.DISABLE);
    assertThat(policy.leastProtocol()).isEqualTo(TlsVersion.TLS_1_0);
    assertThat(policy.readsEnvironment()).isTrue();
    assertThat(policy.enforcesKeyPermissions()).isFalse();
    assertThat(policy.urlSources()).containsExactlyInAnyOrder(SourceKind.values());
    assertThat(policy.urlFolders()).isEmpty();
    assertThat(PolicyFile.read(write("key-permissions=relaxable").toString())).isEqualTo(policy);
  }

  @Test
  void mayForbidEverySourceInAUrl() throws Exception {
    assertThat(PolicyFile.read(write("url-sources=none").toString()).urlSources()).isEmpty();
    assertThat(PolicyFile.read(write("url-sources=system").toString()).urlSources())
        .containsExactly(SourceKind.SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({
    "'', sets nothing",
    "'# least-mode=require', sets nothing",
    "least-mode=, least-mode",
    "least-mode=strong, \"strong\"",
    "least-protocol=SSLv3, least-protocol",
    "environment=no, environment",
    "Least-Mode=require, Least-Mode",
    "leastmode=require, leastmode",
    "'least-mode=verify-full\nleast-mode=disable', twice",
    "'least-mode=\\u12', escape",
    "key-permissions=warn, key-permissions",
    "key-permissions=, relaxable",
    "url-sources=, url-sources",
    "url-sources=FILE, \"FILE\"",
    "'url-sources=file,', url-sources",
    "'url-sources=none,file', none",
    "url-sources=resource, resource",
    "url-folders=, url-folders",
    "url-folders=certs, \"certs\"",
    "url-folders=/a::/b, url-folders",
    "url-folders=/a:../b, \"../b\"",
    "url-folders=~/certs, absolute"
  })
  void isRefusedWhenItIsNotUnderstood(String content, String found) throws Exception {
    Path file = write(content);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PolicyFile.read(file.toString()))
        .withMessageContaining(file.toString())
        .withMessageContaining(found)
        .satisfies(e -> assertThat(e.problem().failure()).isEqualTo(TlsFailure.INVALID_POLICY));
  }

  @Test
  void isRefusedWhenItCannotBeRead() throws Exception {
    Path malformed =
        Files.write(folder.resolve("latin1"), "least-mode=ü".getBytes(StandardCharsets.ISO_8859_1));

    for (String name :
        new String[] {
          folder.resolve("missing").toString(), folder.toString(), "", "a\0b", malformed.toString()
        }) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> PolicyFile.read(name))
          .withMessageContaining("jdbctls.policy")
          .satisfies(e -> assertThat(e.problem().cause()).isNotNull());
    }
  }

  private Path write(String content) throws Exception {
    return Files.writeString(folder.resolve("policy.properties"), content);
  }
}
