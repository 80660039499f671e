package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyInForceTest {
  private static final TlsPolicy STRICT =
      TlsPolicy.unrestricted().withLeastMode(SslMode.VERIFY_FULL);

  @TempDir Path folder;

  @Test
  void restrictsNothingWhenNoneIsSet() throws Exception {
    assertThat(new PolicyInForce(() -> null).current()).isEqualTo(TlsPolicy.unrestricted());
  }

  @Test
  void restrictsNothingInAJvmWithoutTheSystemProperty() throws Exception {
    assertThat(System.getProperty(TlsPolicy.FILE_PROPERTY)).isNull();
    assertThat(TlsPolicy.current()).isEqualTo(TlsPolicy.unrestricted());
  }

  @Test
  void isInstalledOnce() throws Exception {
    PolicyInForce policy = new PolicyInForce(() -> null);
    assertThat(policy.current().leastMode()).isEqualTo(SslMode.DISABLE);

    policy.install(STRICT);

    assertThat(policy.current()).isEqualTo(STRICT.from("TlsPolicy.install"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> policy.install(TlsPolicy.unrestricted()))
        .withMessageContaining("TlsPolicy.install");
    assertThat(policy.current().leastMode()).isEqualTo(SslMode.VERIFY_FULL);
  }

  @Test
  void isLoadedOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("policy"), "least-mode=require");
    PolicyInForce policy = new PolicyInForce(file::toString);

    TlsPolicy loaded = policy.current();
    Files.delete(file);

    assertThat(loaded.leastMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(loaded.origin()).contains(file.toString());
    assertThat(policy.current()).isSameAs(loaded);
  }

  @Test
  void isNotInstalledOverAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("policy"), "least-mode=require");
    PolicyInForce policy = new PolicyInForce(file::toString);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> policy.install(TlsPolicy.unrestricted()))
        .withMessageContaining(file.toString());
    assertThat(policy.current().leastMode()).isEqualTo(SslMode.REQUIRE);
  }

  @Test
  void staysFailedWhenItsFileHasFailed() throws Exception {
    Path file = folder.resolve("policy");
    PolicyInForce policy = new PolicyInForce(file::toString);
    assertThatExceptionOfType(ProblemException.class).isThrownBy(policy::current);
    Files.writeString(file, "least-mode=disable");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(policy::current)
        .withMessageContaining(file.toString());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> policy.install(STRICT))
        .withMessageContaining("JTLS-109");
  }

  @Test
  void isShownWithItsOrigin() {
    assertThat(STRICT)
        .hasToString(
            "TlsPolicy[least-mode=verify-full, least-protocol=any, environment=read,"
                + " key-permissions=relaxable, url-sources=file,system,classpath,env,inline,supplied,"
                + " url-folders=any, by no policy]")
        .isNotEqualTo(TlsPolicy.unrestricted())
        .isEqualTo(TlsPolicy.unrestricted().withLeastMode(SslMode.VERIFY_FULL))
        .hasSameHashCodeAs(TlsPolicy.unrestricted().withLeastMode(SslMode.VERIFY_FULL));
  }
}
