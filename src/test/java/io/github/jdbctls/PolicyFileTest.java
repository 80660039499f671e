package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.failure.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  @TempDir Path folder;

  @Test
  void setsEverything() throws Exception {
    Path file =
        write("# ours\nleast-mode=verify-full\nleast-protocol: tlsv1.3\nenvironment ignore\n");

    assertThat(PolicyFile.read(file.toString()))
        .isEqualTo(
            TlsPolicy.unrestricted()
                .withLeastMode(SslMode.VERIFY_FULL)
                .withLeastProtocol(TlsVersion.TLS_1_3)
                .withoutEnvironment()
                .from("the policy file " + file));
  }

  @Test
  void restrictsNothingElse() throws Exception {
    TlsPolicy policy = PolicyFile.read(write("environment=read").toString());

    assertThat(policy.leastMode()).isEqualTo(SslMode.DISABLE);
    assertThat(policy.leastProtocol()).isEqualTo(TlsVersion.TLS_1_0);
    assertThat(policy.readsEnvironment()).isTrue();
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
    "'least-mode=\\u12', escape"
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
